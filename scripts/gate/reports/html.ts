import type { GateReport } from '../report.ts';
import type { Problem, StageResult } from '../stage.ts';
import { escape } from './escape.ts';
import { latencyPicture, matrixPicture, stagesPicture } from './pictures.ts';
import { STYLE } from './style.ts';
import { whereOf } from './where.ts';
import { countsOf, worstFirst } from './worst-first.ts';

/** Problems of a stage that a page shows; a browser that has to lay out tens of thousands stands still. */
const MOST_SHOWN = 300;
const MOST_OF_TEXT = 4000;
const MOST_OF_NAME = 200;

/** The report as one page that needs nothing else: no network, no script. */
export function asHtml(report: GateReport): string {
  const { contract, outcome, seconds, seed, examples, stages, startedAt } = report;
  const title = `Contract gate: ${escape(contract.title)} ${escape(contract.version)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${STYLE}</style></head><body>
<h1><span class="badge ${outcome}">${outcome}</span> ${title}</h1>
<p>${escape(contract.file)}, OpenAPI ${escape(contract.sourceVersion)}, ${contract.operations} operations; begun ${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${seconds.toFixed(1)} s, seed ${seed}, ${examples} examples an operation.</p>
<h2>Stages</h2>${stagesPicture(stages)}
${stages.map(stageSection).join('\n')}
<h2>Operations and checks</h2>${matrixPicture(report.operations)}
<h2>Latency by operation</h2>${latencyPicture(report.operations)}
</body></html>
`;
}

function stageSection({ stage, title, outcome, summary, problems }: StageResult): string {
  const rows = worstFirst(problems).slice(0, MOST_SHOWN).map(row).join('');
  const head = '<tr><th scope="col">level<th scope="col">rule<th scope="col">where<th scope="col">what</tr>';
  const more = problems.length - MOST_SHOWN;
  const rest = more > 0 ? `<p>and ${more} more, all of them in gate.json.</p>` : '';
  const table =
    rows === '' ? '<p>Nothing to tell.</p>' : `<div class="scroll"><table>${head}${rows}</table></div>${rest}`;
  const isOpen = outcome === 'failed' ? ' open' : '';
  const said = `<b>${stage}</b> ${escape(title)}: ${escape(summary)}${countsText(problems)}`;
  return `<details${isOpen}><summary><span class="badge ${outcome}">${outcome}</span> ${said}</summary>${table}</details>`;
}

function countsText(problems: readonly Problem[]): string {
  const { errors, warnings, waived } = countsOf(problems);
  const told = [
    errors > 0 ? `<span class="error">${errors} ${errors === 1 ? 'error' : 'errors'}</span>` : '',
    warnings > 0 ? `<span class="warning">${warnings} ${warnings === 1 ? 'warning' : 'warnings'}</span>` : '',
    waived > 0 ? `${waived} waived` : '',
  ].filter((each) => each !== '');
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

function row(problem: Problem): string {
  const { rule, level, message, reproduce, waiver } = problem;
  const kind = waiver ? `waived until ${escape(waiver.until)}: ${escape(waiver.reason)}` : level;
  const where = whereOf(problem)
    .map((each) => shown(each, MOST_OF_NAME))
    .join('<br>');
  const again = reproduce === undefined ? '' : `<pre>${shown(reproduce)}</pre>`;
  return `<tr><td class="${waiver ? 'note' : level}">${kind}<td>${shown(rule, MOST_OF_NAME)}<td>${where}<td>${shown(message)}${again}</tr>\n`;
}

function shown(text: string, most = MOST_OF_TEXT): string {
  return escape(text.length > most ? `${text.slice(0, most)}…` : text);
}
