/** The few signs of the navigation, drawn with one line; a word always stands beside them. */
const lines = {
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10 19v-5h4v5',
  decisions: 'M5 5h14v14H5zM8.5 12l2.4 2.4L15.8 9.5',
  propose: 'M12 5v14M5 12h14',
  council: 'M12 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6.5 7c.8-3 3.2-4.5 6.5-4.5s5.7 1.5 6.5 4.5',
  archive: 'M4 6h16v4H4zM5.5 10v9h13v-9M10 13.5h4',
  support: 'M12 19s-7-4.2-7-9.2A3.8 3.8 0 0 1 12 7.6a3.8 3.8 0 0 1 7 2.2c0 5-7 9.2-7 9.2Z',
  operations: 'M4 13h3.5l2.5-7 4 12 2.5-5H20',
  search: 'M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12Zm4.5-1.5L20 20',
  moon: 'M19 14.5A7.5 7.5 0 0 1 9.5 5 7.5 7.5 0 1 0 19 14.5Z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-4.5v1.5m0 14v1.5m8.5-8.5H19m-14 0H3.5m14.5-6-1 1m-10 10-1 1m0-12 1 1m10 10 1 1',
} as const;

export type IconName = keyof typeof lines;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg
    viewBox="0 0 24 24"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={lines[name]} />
  </svg>
);
