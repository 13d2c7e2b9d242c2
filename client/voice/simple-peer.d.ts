/** The built file needs no stand-ins for Node's modules in a browser; its types are the package's. */
declare module 'simple-peer/simplepeer.min.js' {
  import SimplePeer from 'simple-peer';
  export default SimplePeer;
}
