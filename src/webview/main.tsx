import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import type { PanelInit, PanelPlace } from '../shared/panels';
import { connect } from './extension';
import './panels.css';
import type { KeptState } from './timeline/timelineState';
import { TimelineApp } from './timeline/timelineApp';
import { translator } from './translate';

/** What VS Code keeps of a panel over a reload. */
interface Kept {
  readonly place: PanelPlace;
  readonly timeline?: KeptState;
}

const { extension, api } = connect(() => {});

async function start(): Promise<void> {
  const init = await extension.request('ready', null);
  const kept = (api.getState() ?? null) as Kept | null;
  document.documentElement.lang = init.language;
  render(<Panel init={init} kept={kept} />, document.body);
}

function Panel({ init, kept }: { readonly init: PanelInit; readonly kept: Kept | null }) {
  const { language, place } = init;
  const t = translator(init.messages);
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
}

void start();
