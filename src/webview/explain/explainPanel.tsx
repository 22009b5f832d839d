import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { Evidence, LiveFigures, PageId } from '../../shared/panels';
import type { Copy } from '../clipboard';
import { useCopied } from '../copied';
import { DiagramView } from './diagramView';
import { Facts, PageSources, SourceList, sourcesOf } from './factText';
import { Figures, type FramePlace } from './figureView';
import { figuresAsText } from './exports';
import { figuresFor } from './figures';
import { PageNav } from './pageNav';
import { pageTexts } from './pages/all';
import { EvidenceNote, YourCode } from './yourCode';

export interface ExplainProps {
  readonly page: PageId;
  /** What the user came from. */
  readonly evidence?: Evidence | undefined;
  readonly live: LiveFigures;
  readonly t: Translate;
  /** Shows a line in the editor. 1-based. */
  open(place: FramePlace): void;
  /** Goes to another page. */
  go(page: PageId): void;
  /** Opens the experiment of a page and runs it under observation. */
  experiment(page: PageId): void;
  /** Where a page's diagram begins, counted from 0. */
  stepOf?(page: PageId): number;
  readonly copy: Copy;
  /** Another step of a page's diagram is shown. */
  onStep?(page: PageId, index: number): void;
}

/** The pages that explain the runtime, with figures and lines of the observed program. Its styles are in explain.css. */
export function ExplainPanel(props: ExplainProps) {
  const { page, evidence, live, t, open, go, experiment, copy, stepOf, onStep } = props;
  const text = useMemo(() => pageTexts[page](t), [page, t]);
  const sources = useMemo(() => sourcesOf(text), [text]);
  const heading = useFocusOnChange(page);
  return (
    <div class="explain">
      <PageNav page={page} t={t} go={go} />
      <PageSources.Provider value={sources}>
        <main class="explain-page" key={page}>
          <header>
            <h1 ref={heading} tabIndex={-1}>
              {text.title}
            </h1>
            {evidence && <EvidenceNote evidence={evidence} live={live} t={t} open={open} />}
            <div class="explain-lead">
              <Facts facts={text.lead} t={t} />
            </div>
          </header>
          <DiagramView
            diagram={text.diagram}
            t={t}
            first={stepOf?.(page) ?? 0}
            onStep={(index) => onStep?.(page, index)}
            copy={copy}
            name={`${page}.png`}
          />
          <div class="explain-yours">
            <LiveFiguresView page={page} live={live} t={t} open={open} copy={copy} />
            <YourCode page={page} live={live} t={t} open={open} />
            <section aria-labelledby="explain-try-title">
              <h2 id="explain-try-title">{t('Try it')}</h2>
              <Facts facts={text.watch} t={t} />
              <p>{t('It opens in the editor and is observed while it runs.')}</p>
              <p>
                <button type="button" class="explain-primary" onClick={() => experiment(page)}>
                  {t('Run this and watch')}
                </button>
              </p>
            </section>
          </div>
          <div class="explain-story">
            {text.sections.map(({ heading: name, facts }) => (
              <section key={name}>
                <h2>{name}</h2>
                <Facts facts={facts} t={t} />
              </section>
            ))}
            <section>
              <h2>{t('Sources, to read on')}</h2>
              <SourceList />
            </section>
          </div>
        </main>
      </PageSources.Provider>
    </div>
  );
}

function LiveFiguresView({
  page,
  live,
  t,
  open,
  copy,
}: Pick<ExplainProps, 'page' | 'live' | 't' | 'open' | 'copy'>) {
  const groups = figuresFor(page, live, t);
  const [copied, said] = useCopied(copy, t);
  const copies = (form: 'csv' | 'markdown', ending: string) => () =>
    copied(figuresAsText(groups, form, t), `${page}.${ending}`);
  return (
    <section aria-labelledby="explain-live-title">
      <h2 id="explain-live-title">{t('Your program')}</h2>
      {groups.length === 0 ? (
        <p>
          {t(
            'No program is observed. Start one with F5 or with the command Looplens: Run with Looplens…, or attach to one that runs.',
          )}
        </p>
      ) : (
        <>
          {groups.map((group, at) => (
            <Figures key={`${at} ${group.name}`} group={group} t={t} open={open} />
          ))}
          <p class="explain-copies">
            <button type="button" onClick={copies('csv', 'csv')}>
              {t('Copy as CSV')}
            </button>
            <button type="button" onClick={copies('markdown', 'md')}>
              {t('Copy as Markdown')}
            </button>
            {said}
          </p>
        </>
      )}
    </section>
  );
}

/**
 * Moves the focus to the heading of a page that was gone to, with the page: later the user may have moved it on. The page
 * opened first takes no focus.
 */
function useFocusOnChange(page: PageId) {
  const heading = useRef<HTMLHeadingElement>(null);
  const seen = useRef(page);
  useLayoutEffect(() => {
    if (seen.current === page) return;
    seen.current = page;
    heading.current?.focus();
  }, [page]);
  return heading;
}
