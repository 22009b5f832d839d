import type { Translate } from '../../model/message';
import type { Fact } from './pageText';
import type { Source } from './sources';

/** Sentences, each with a link to where it can be read. */
export function Facts({ facts, t }: { readonly facts: readonly Fact[]; readonly t: Translate }) {
  return (
    <ul class="explain-facts">
      {facts.map((fact) => (
        <li key={fact.text}>
          <FactText fact={fact} t={t} />
        </li>
      ))}
    </ul>
  );
}

export function FactText({ fact, t }: { readonly fact: Fact; readonly t: Translate }) {
  const { title, url } = fact.source;
  return (
    <>
      {fact.text}{' '}
      <a class="explain-source" href={url} title={title} aria-label={t('Source: {0}', title)}>
        {originOf(fact.source)}
      </a>
    </>
  );
}

/** Whose document it is: `Node.js`, `V8`. */
function originOf({ title }: Source): string {
  return title.slice(0, title.indexOf(':')).replace(' API', '');
}
