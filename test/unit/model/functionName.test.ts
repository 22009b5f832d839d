import assert from 'node:assert/strict';
import { nameOffset } from '../../../src/model/functionName';

/** What stands where the function `name` around the character `¦` gets its name. */
function found(marked: string, name: string): string | null {
  const text = marked.replace('¦', '');
  const offset = nameOffset(text, marked.indexOf('¦'), name);
  return offset === null ? null : text.slice(offset, offset + 12);
}

describe('the name of the function around a position', () => {
  it('stands at its declaration, assignment or class', () => {
    const expected: [text: string, name: string, at: string][] = [
      ['var a=1;function e(t){return ¦t.x()}', 'e', 'e(t){return '],
      ['async function*e(t){yield ¦t()}', 'e', 'e(t){yield t'],
      ['var t=1,e=function(){¦x()}', 'e', 'e=function()'],
      ['var e=async()=>{await ¦x()}', 'e', 'e=async()=>{'],
      ['var e=t=>¦t(e),n=1', 'e', 'e=t=>t(e),n='],
      ['class e{constructor(){¦x()}}', 'e', 'e{constructo'],
      ['var e=class extends t{constructor(){¦x()}}', 'e', 'e=class exte'],
      ['class a{#t(e){¦e()}}', '#t', '#t(e){e()}}'],
      ['e.parse=function(){¦x()}', 'e.parse', 'e.parse=func'],
      // Where two have the name, the one that contains the position.
      ['function e(){¦x()}function t(){function e(){}}', 'e', 'e(){x()}func'],
      ['function e(){function t(){}¦x()}', 'e', 'e(){function'],
      ['function e(){return function e(){¦x()}}', 'e', 'e(){x()}}'],
      // On entry V8 points at the parameters.
      ['function e¦(t){}', 'e', 'e(t){}'],
      // Brackets in strings, templates, comments and regular expressions close nothing.
      ['function e(){var a="}",b=`}${"}"}`,c=/}/,d=1/2/*}*/;¦x()}', 'e', 'e(){var a="}'],
      ['function e(){if(a)/}/.test(b);¦x()}', 'e', 'e(){if(a)/}/'],
    ];
    for (const [text, name, at] of expected) assert.equal(found(text, name), at, text);
  });

  it('is unknown where nothing proves it', () => {
    const unknown: [text: string, name: string][] = [
      ['function e(){}¦x()', 'e'],
      ['var e=t=>t(e),n=¦x()', 'e'],
      ['var e=t;¦x()', 'e'],
      ['var e=(t);¦x()', 'e'],
      ['if(e==(t)){¦x()}', 'e'],
      ['a.e=function(){¦x()}', 'e'],
      ['var the=function(){¦x()}', 'e'],
      ['function e(){¦x()}', ''],
      ['function e(){¦x()}', 'get size'],
    ];
    for (const [text, name] of unknown) assert.equal(found(text, name), null, text);
  });
});
