import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { Fact, PageText } from './pageText';
import type { Source } from './sources';

/** The sources of the page that is shown; their places are their numbers. */
export const PageSources = createContext<readonly Source[]>([]);

/** Every source of a page, in the order in which it is met, and what else there is to read. */
export function sourcesOf({ lead, diagram, sections, watch, docs }: PageText): readonly Source[] {
  const facts = [
    ...lead,
    ...diagram.steps.map(({ fact }) => fact),
    ...watch,
    ...sections.flatMap((section) => section.facts),
  ];
  return [...new Set([...facts.map(({ source }) => source), ...docs])];
}

/** Sentences, each with a reference to where it can be read. */
export function Facts({ facts, t }: { readonly facts: readonly Fact[]; readonly t: Translate }) {
  return (
    <p class="explain-facts">
      {facts.map(({ text, source }) => (
        <span key={text}>
          <Words text={text} />
          <SourceLink source={source} t={t} />{' '}
        </span>
      ))}
    </p>
  );
}

/** A text in which what stands between backticks is code. */
export function Words({ text }: { readonly text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>;
}

/** The number of a source, as a link to it. */
export function SourceLink({ source, t }: { readonly source: Source; readonly t: Translate }) {
  const number = useContext(PageSources).indexOf(source) + 1;
  return (
    <sup>
      <a
        class="explain-source"
        href={source.url}
        title={source.title}
        aria-label={t('Source {0}: {1}', number, source.title)}
      >
        {number}
      </a>
    </sup>
  );
}

/** All sources of the page, by number. */
export function SourceList() {
  return (
    <ol class="explain-sources">
      {useContext(PageSources).map(({ title, url }) => (
        <li key={url}>
          <a href={url}>{title}</a>
        </li>
      ))}
    </ol>
  );
}
