import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import 'uplot/dist/uPlot.min.css';
import { Emitter } from '../shared/disposable';
import type { LiveFigures, PanelInit, PanelPlace } from '../shared/panels';
import './explain/explain.css';
import { ExplainPanel } from './explain/explainPanel';
import { connect } from './extension';
import './flame/flame.css';
import { FlameApp } from './flame/flameApp';
import './panels.css';
import { TimelineApp } from './timeline/timelineApp';
import type { KeptState } from './timeline/timelineState';
import { translator } from './translate';

/** What VS Code keeps of a panel over a reload. */
interface Kept {
  readonly place: PanelPlace;
  readonly timeline?: KeptState;
}

const report = (error: unknown): void => console.error(error);
const places = new Emitter<PanelPlace>(report);
const figures = new Emitter<LiveFigures>(report);
const { extension, api } = connect((event, value) => {
  if (event === 'place') places.fire(value as PanelPlace);
  else if (event === 'live') figures.fire(value as LiveFigures);
});

async function start(): Promise<void> {
  const init = await extension.request('ready', null);
  const kept = (api.getState() ?? null) as Kept | null;
  document.documentElement.lang = init.language;
  render(<Panel init={init} kept={kept} />, document.body);
}

function Panel({ init, kept }: { readonly init: PanelInit; readonly kept: Kept | null }) {
  const { language } = init;
  const [t] = useState(() => translator(init.messages));
  const [place, setPlace] = useState(init.place);
  const [live, setLive] = useState(init.live);
  useEffect(() => places.on(setPlace).dispose, []);
  useEffect(() => figures.on(setLive).dispose, []);
  useEffect(() => {
    if (place.kind !== 'timeline') api.setState({ place } satisfies Kept);
  }, [place]);
  switch (place.kind) {
    case 'timeline':
      return (
        <TimelineApp
          extension={extension}
          language={language}
          t={t}
          compact={document.body.dataset['compact'] === 'true'}
          kept={kept?.timeline ?? null}
          keep={(timeline) => api.setState({ place, timeline } satisfies Kept)}
        />
      );
    case 'flame':
      return <FlameApp extension={extension} place={place} live={live} t={t} />;
    case 'explain':
      return (
        <ExplainPanel
          page={place.page ?? 'event-loop'}
          evidence={place.evidence}
          live={live}
          t={t}
          open={({ file, line, column }) => void extension.request('open', { file, line, column })}
          go={(page) => setPlace({ kind: 'explain', page })}
          experiment={(page) => void extension.request('experiment', { page })}
        />
      );
  }
}

void start();
