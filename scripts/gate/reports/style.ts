/** How the page looks, by day and by night, on a desk and in a hand; pictures keep their size and are scrolled. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --error: #b02525; --warning: #9a5200;
  --passed: #2b8a3e; --failed: #c92a2a; --skipped: #5c636a; --median: #1971c2; --p95: #74c0fc }
@media (prefers-color-scheme: dark) { :root { --error: #ff8787; --warning: #ffc078; --median: #4dabf7; --p95: #1c5d94 } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.3 } h2 { font-size: 1.15rem; margin-top: 2.5rem }
.badge { padding: .1em .5em; border-radius: .3em; color: #fff; font-size: .85em }
.badge.passed { background: var(--passed) } .badge.failed { background: var(--failed) } .badge.skipped { background: var(--skipped) }
.error { color: var(--error); font-weight: bold } .warning { color: var(--warning) }
details { border-top: 1px solid var(--line); padding: .4rem 0 } summary { cursor: pointer }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; min-width: 40rem; font-size: .88em } th { text-align: left }
td, th { border-top: 1px solid var(--line); padding: .25rem .5rem; vertical-align: top } td:first-child { min-width: 4.5rem }
td:nth-child(2), td:nth-child(3) { min-width: 9rem; max-width: 16rem }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; font-size: .9em; opacity: .8 }
.key { display: inline-block; width: .8em; height: .8em; border-radius: .2em; margin: 0 .2em 0 .6em }
svg { display: block } svg text { font: 12px system-ui, sans-serif; fill: currentColor } svg text.on { fill: #fff }
rect.passed, .key.passed { fill: var(--passed); background: var(--passed) } rect.failed, .key.failed { fill: var(--failed); background: var(--failed) }
rect.skipped { fill: var(--skipped) } rect.median, .key.median { fill: var(--median); background: var(--median) }
rect.p95, .key.p95 { fill: var(--p95); background: var(--p95) }
`;
