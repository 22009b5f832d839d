/** The build without JVM and native binaries, which brings no types of its own. */
declare module 'recheck/lib/browser.js' {
  export { checkSync } from 'recheck';
}
