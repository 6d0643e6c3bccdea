import { placeText } from '../../../src/infra/contract/contract-error.ts';
import type { GateReport } from '../report.ts';
import type { Problem, StageResult } from '../stage.ts';
import { escape } from './escape.ts';
import { latencyPicture, matrixPicture, stagesPicture } from './pictures.ts';

/** The report as one page that needs nothing else: no network, no script. */
export function asHtml(report: GateReport): string {
  const { contract, outcome, seconds, seed, examples, stages } = report;
  const title = `Contract gate: ${escape(contract.title)} ${escape(contract.version)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style></head><body>
<h1><span class="${outcome}">${outcome}</span> ${title}</h1>
<p>${escape(contract.file)}, OpenAPI ${escape(contract.sourceVersion)}, ${contract.operations} operations; ${seconds.toFixed(1)} s, seed ${seed}, ${examples} examples an operation.</p>
<h2>Stages</h2>${stagesPicture(stages)}
${stages.map(stageSection).join('\n')}
<h2>Operations and checks</h2>${matrixPicture(report.operations)}
<h2>Latency by operation</h2>${latencyPicture(report.operations)}
</body></html>
`;
}

function stageSection({ stage, title, outcome, summary, problems }: StageResult): string {
  const rows = problems.map(row).join('');
  const table = rows === '' ? '' : `<table><tr><th>level<th>rule<th>where<th>what</tr>${rows}</table>`;
  const isOpen = outcome === 'failed' ? ' open' : '';
  return `<details${isOpen}><summary><span class="${outcome}">${outcome}</span> <b>${stage}</b> ${escape(title)}: ${escape(summary)}</summary>${table}</details>`;
}

function row({ rule, level, message, operation, place, reproduce, waiver }: Problem): string {
  const kind = waiver ? `waived until ${escape(waiver.until)}: ${escape(waiver.reason)}` : level;
  const where = place ? placeText(place) : (operation ?? '');
  const again = reproduce === undefined ? '' : `<pre>${escape(reproduce)}</pre>`;
  return `<tr class="${waiver ? 'note' : level}"><td>${kind}<td>${escape(rule)}<td>${escape(where)}<td>${escape(message)}${again}</tr>`;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884 }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.5rem }
.passed, .failed, .skipped { padding: .1em .5em; border-radius: .3em; color: #fff; font-size: .85em }
.passed { background: #2b8a3e } .failed { background: #c92a2a } .skipped { background: #868e96 }
details { border-top: 1px solid var(--line); padding: .4rem 0 } summary { cursor: pointer }
table { border-collapse: collapse; width: 100%; font-size: .88em } th { text-align: left }
td, th { border-top: 1px solid var(--line); padding: .25rem .5rem; vertical-align: top }
pre { white-space: pre-wrap; word-break: break-all; margin: .3rem 0; font-size: .9em; opacity: .8 }
tr.error td:first-child { color: #c92a2a; font-weight: bold } tr.warning td:first-child { color: #e67700 }
svg { max-width: 100%; height: auto; display: block } svg text { font: 12px system-ui, sans-serif; fill: currentColor }
`;
