declare module 'mongoose/lib/schema.js' {
  import { Schema } from 'mongoose';
  export default Schema;
}
