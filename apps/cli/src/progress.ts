import { presets, type AttributionEvent } from '@reagent/core';
import type { DownloadProgress } from '@reagent/backend-onnx-node';
import { quotedToken } from '@reagent/report';
import { Presets, SingleBar } from 'cli-progress';
import type { AttributeCall } from './calls.ts';
import { downloadWords, sizeWords } from './download-words.ts';
import { doneShare, progressWords } from './progress-words.ts';

/** What a person sees while a run goes on; on stderr. */
export interface Progress {
  tell(event: AttributionEvent): void;
  download(progress: DownloadProgress): void;
  /** Takes it off the screen. */
  end(): void;
}

/** A bar on a terminal; a single line where stderr is a file or a pipe; nothing with `--quiet`. */
export function startProgress(call: AttributeCall, stderr: NodeJS.WriteStream): Progress {
  if (call.view.quiet) return { tell: () => {}, download: () => {}, end: () => {} };
  return stderr.isTTY === true ? barProgress(call, stderr) : lineProgress(stderr);
}

/** One line for each repository that is downloaded. */
export function downloadLines(stderr: NodeJS.WriteStream): Progress['download'] {
  let downloading = '';
  return ({ repository, total }) => {
    if (repository === downloading) return;
    downloading = repository;
    stderr.write(`reagent: downloading ${repository}${total === null ? '' : ` (${sizeWords(total)})`}\n`);
  };
}

function lineProgress(stderr: NodeJS.WriteStream): Progress {
  return {
    download: downloadLines(stderr),
    tell(event) {
      if (event.type !== 'started') return;
      const target = quotedToken(event.targets.map(({ text }) => text).join(''));
      const most = event.maxEvaluations === null ? '' : `, at most ${event.maxEvaluations} evaluations`;
      stderr.write(`reagent: explaining ${target} after ${event.tokens.length} tokens${most}\n`);
    },
    end: () => {},
  };
}

function barProgress(call: AttributeCall, stderr: NodeJS.WriteStream): Progress {
  const maxSteps = call.limits.steps === undefined ? presets[call.preset].limits.steps : call.limits.steps;
  // The library's own handler of signals would take Ctrl-C away from the run.
  const options = { format: '{bar} {words}', barsize: 24, stream: stderr, clearOnComplete: true, gracefulExit: false };
  const bar = new SingleBar(options, Presets.shades_classic);
  bar.start(1, 0, { words: 'loading the models' });
  let startedAt = Date.now();
  let maxEvaluations: number | null = null;
  return {
    download(progress) {
      const { bytes, total } = progress;
      bar.update(total === null || total === 0 ? 0 : bytes / total, { words: downloadWords(progress) });
      if (bytes === total) bar.update(0, { words: 'loading the models' });
    },
    tell(event) {
      if (event.type === 'started') {
        ({ maxEvaluations } = event);
        startedAt = Date.now();
        bar.update(0, { words: 'asking the model' });
      } else if (event.type === 'swept' || event.type === 'step') {
        const step = event.type === 'step' ? event.step : 0;
        const seconds = (Date.now() - startedAt) / 1000;
        const advance = { evaluations: event.evaluations, maxEvaluations, step, maxSteps, seconds };
        bar.update(doneShare(advance), { words: progressWords(advance) });
      }
    },
    end: () => bar.stop(),
  };
}
