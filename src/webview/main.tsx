import { render } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import 'uplot/dist/uPlot.min.css';
import { Emitter } from '../shared/disposable';
import { updated, type LiveUpdate } from '../shared/liveUpdate';
import type { PanelInit, PanelPlace } from '../shared/panels';
import './explain/explain.css';
import { ExplainPanel } from './explain/explainPanel';
import { copier } from './clipboard';
import { connect } from './extension';
import './flame/flame.css';
import { FlameApp } from './flame/flameApp';
import { PanelMemory } from './kept';
import './panels.css';
import { TimelineApp } from './timeline/timelineApp';
import { translator } from './translate';

const report = (error: unknown): void => console.error(error);
const places = new Emitter<PanelPlace>(report);
const figures = new Emitter<LiveUpdate>(report);
const { extension, api } = connect((event, value) => {
  if (event === 'place') places.fire(value as PanelPlace);
  else if (event === 'live') figures.fire(value as LiveUpdate);
});

/** What is kept is of this place now. */
function seen(place: PanelPlace): void {
  extension.request('seen', place).catch(report);
}

async function start(): Promise<void> {
  const init = await extension.request('ready', null);
  const memory = new PanelMemory(api, init);
  seen(init.place);
  document.documentElement.lang = init.language;
  render(<Panel init={init} memory={memory} />, document.body);
}

function Panel({ init, memory }: { readonly init: PanelInit; readonly memory: PanelMemory }) {
  const { language } = init;
  const [t] = useState(() => translator(init.messages));
  const [place, setPlace] = useState(memory.value.place);
  const [live, setLive] = useState(init.live);
  // Before the page can hear of anything: a later effect would miss what comes first.
  useLayoutEffect(() => {
    const listening = places.on((wanted) => {
      memory.go(wanted);
      seen(wanted);
      setPlace(wanted);
    });
    return () => listening.dispose();
  }, []);
  useLayoutEffect(() => figures.on((update) => setLive((before) => updated(before, update))).dispose, []);
  switch (place.kind) {
    case 'timeline':
      return (
        <TimelineApp
          extension={extension}
          language={language}
          t={t}
          compact={document.body.dataset['compact'] === 'true'}
          kept={memory.value.timeline ?? null}
          keep={(timeline) => memory.keep({ timeline })}
        />
      );
    case 'flame':
      return (
        <FlameApp
          extension={extension}
          place={place}
          live={live}
          t={t}
          memory={{ kept: () => memory.value.flame ?? null, keep: (flame) => memory.keep({ flame }) }}
        />
      );
    case 'explain':
      return (
        <ExplainPanel
          page={place.page ?? 'event-loop'}
          evidence={place.evidence}
          live={live}
          t={t}
          open={({ file, line, column }) => void extension.request('open', { file, line, column })}
          go={(page) => {
            memory.keep({ place: { kind: 'explain', page } });
            setPlace({ kind: 'explain', page });
          }}
          stepOf={(page) => (memory.value.step?.page === page ? memory.value.step.index : 0)}
          onStep={(page, index) => memory.keep({ step: { page, index } })}
          copy={copier(extension)}
          experiment={(page) => void extension.request('experiment', { page })}
        />
      );
  }
}

void start();
