import { categoryWords } from '../../model/categoryWords';
import type { Translate } from '../../model/message';
import type { Evidence, LiveFigures, PageId } from '../../shared/panels';
import type { Frame } from '../../shared/report';
import type { SiteView } from '../../shared/snapshot';
import { sitesFor, type SiteAt } from './concerns';
import { FigureValue, PlaceLink, type FramePlace } from './figureView';
import { placeText } from './figureText';
import type { Figure } from './figures';

/** Lines that are listed; the worst come first. */
const linesShown = 10;
const routesShown = 3;

interface Props {
  readonly t: Translate;
  open(place: FramePlace): void;
}

/** What the user came from, in a sentence, and what is known of that line. */
export function EvidenceNote({
  evidence,
  live,
  ...props
}: Props & { readonly evidence: Evidence; readonly live: LiveFigures }) {
  const { t, open } = props;
  const { site, advice } = evidence;
  const at = live.sites.findIndex((one) => isOf(one, evidence));
  return (
    <section class="explain-evidence" aria-label={t('What you came from')}>
      <p>{evidenceText(evidence, t)}</p>
      {site && at < 0 && (
        <p>
          <PlaceLink frame={site} t={t} open={open} />
        </p>
      )}
      {at >= 0 && <Line {...props} site={live.sites[at]!} at={at} />}
      {advice && (
        <div class="explain-advice">
          <p>{advice.why}</p>
          <p>
            {t('Instead: {0}', advice.fix)} {advice.url && <a href={advice.url}>{t('What to do')}</a>}
          </p>
        </div>
      )}
    </section>
  );
}

/** The lines of the observed program that a page is about. */
export function YourCode({
  page,
  live,
  ...props
}: Props & { readonly page: PageId; readonly live: LiveFigures }) {
  const { t } = props;
  const lines = sitesFor(page, live.sites);
  return (
    <section class="explain-code" aria-labelledby="explain-code-title">
      <h2 id="explain-code-title">{t('In your code')}</h2>
      {lines.length === 0 ? (
        <p>{t('No line of the observed programs has blocked the event loop in this way so far.')}</p>
      ) : (
        <ol>
          {lines.slice(0, linesShown).map((line) => (
            <li key={keyOf(line.site)}>
              <Line {...props} {...line} />
            </li>
          ))}
        </ol>
      )}
      {lines.length > linesShown && <p>{t('Only the worst {0} are shown.', linesShown)}</p>}
    </section>
  );
}

function Line({ site, at, t, open }: Props & SiteAt) {
  const from = `sites[${at}]`;
  const routes = routesOf(site);
  const figures: readonly Figure[] = [
    { label: t('blocks'), unit: 'number', value: site.count, from: `${from}.count` },
    { label: t('longest'), unit: 'ms', value: site.maxMs, from: `${from}.maxMs` },
    { label: t('in all'), unit: 'ms', value: site.totalMs, from: `${from}.totalMs` },
  ];
  return (
    <div class="explain-line">
      <p>
        <span data-from={`${from}.site`}>
          <PlaceLink frame={site.site} t={t} open={open} />
        </span>{' '}
        <span class="explain-function">{site.site.functionName || t('(anonymous)')}</span>
        <br />
        <span class="explain-call">{site.call ?? categoryWords(site.category, t)}</span>
        {routes.length > 0 && <span class="explain-routes">{t(', for {0}', routes.join(', '))}</span>}
      </p>
      <dl>
        {figures.map((figure) => (
          <div key={figure.from}>
            <dt>{figure.label}</dt>
            <dd>
              <FigureValue figure={figure} t={t} open={open} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function evidenceText({ call, category, site }: Evidence, t: Translate): string {
  const words = categoryWords(category, t);
  if (site === null) return call ? t('You came from {0}.', call) : t('You came from a block: {0}.', words);
  const place =
    site.functionName === '' ? placeText(site) : t('{0}, in {1}', placeText(site), site.functionName);
  return call
    ? t('You came from {0} at {1}.', call, place)
    : t('You came from a block at {0}: {1}.', place, words);
}

function routesOf({ uses }: SiteView): readonly string[] {
  return [...new Set(uses.flatMap(({ handler }) => handler ?? []))].slice(0, routesShown);
}

function isOf({ site, category, call }: SiteView, evidence: Evidence): boolean {
  return (
    evidence.site !== null &&
    sameLine(site, evidence.site) &&
    category === evidence.category &&
    (evidence.call === null || call === evidence.call)
  );
}

function sameLine(a: Frame, b: Frame): boolean {
  return a.file === b.file && a.line === b.line;
}

function keyOf({ site, category, call }: SiteView): string {
  return `${site.file}:${site.line}:${site.column}:${category}:${call}`;
}
