/** The policy of the page lets no text become code; the schemas, which would try it first, are told so before any of them is made. */
import { z } from 'zod';

z.config({ jitless: true });
