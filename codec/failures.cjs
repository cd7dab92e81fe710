// How an error stands in a history: its message and its stack are a payload, which the codec seals like any other (AUT-2). A file of its own,
// in the form that Temporal's SDK loads by its path, into workflows too.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
