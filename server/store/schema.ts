/**
 * mongoose's Schema without the MongoDB driver, which only `mongo/` loads: about 16 MB less resident
 * memory for a server on the embedded store. It is the very class that `mongoose` exports.
 */
export { default as Schema } from 'mongoose/lib/schema.js';
