"""The styles of the page that a counsellor prints: A4, black on white, nothing that only a colour says.

The page's own security policy names their hash (`app.tools.web_build.csp`), so they hold in a window that the app opens, too.
"""

STYLE = """
:root { color-scheme: light }
* { box-sizing: border-box }
body { font: 15px/1.45 system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", sans-serif;
  color: #000; background: #FFF; max-width: 56rem; margin: 0 auto; padding: 1.5rem }
h1 { font-size: 1.7rem; margin: 0 } h2 { font-size: 1.1rem; margin: 1.5rem 0 .3rem; break-after: avoid }
p { margin: .25rem 0 }
.sub { margin: 0 0 1rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: .6rem 0 }
dt { font-weight: 400 } dd { margin: 0; font-weight: 600 }
dd.by-hand { border-bottom: 1px solid #000; min-height: 1.5rem; max-width: 18rem }
.answer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .3rem 2rem; align-items: baseline;
  border: 2px solid #000; border-radius: .5rem; padding: .7rem 1rem; margin: .9rem 0; break-inside: avoid }
.answer b { font-size: 1.5rem }
table { border-collapse: collapse; width: 100%; margin: .3rem 0 }
th, td { text-align: start; vertical-align: top; padding: .25rem .5rem .25rem 0; border-bottom: 1px solid #999 }
thead th { border-bottom: 2px solid #000; font-size: .88em }
tbody th { font-weight: 400 } tfoot td, tfoot th { font-weight: 700; border-bottom: 0 }
td.n, th.n { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; padding-inline-end: .9rem }
td.when { white-space: nowrap }
tr { break-inside: avoid } thead { display: table-header-group }
td small, td .note { display: block; font-size: .88em } tr.gone .act { text-decoration: line-through }
.moments { font-size: .92em } .moments th:nth-child(2) { width: 36% } table:not(.moments) { break-inside: avoid }
ul { margin: .3rem 0; padding-inline-start: 1.3rem } li { margin: .15rem 0; break-inside: avoid }
.hands { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; margin-top: 1rem; break-inside: avoid }
.hands div { border: 1px solid #000; border-radius: .4rem; padding: .6rem .8rem; min-height: 7.5rem }
.small { font-size: .85em; overflow-wrap: anywhere }
button.print { font: inherit; font-weight: 700; padding: .8rem 1.6rem; border: 0; border-radius: 1.8rem; background: #0B5D57;
  color: #FFF; cursor: pointer; float: inline-end }
button.print:focus-visible { outline: 4px solid #F2A93B; outline-offset: 3px } button[hidden] { display: none }
@page { size: A4; margin: 14mm 15mm 16mm }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt } button.print { display: none } }
@media (max-width: 40rem) { .moments thead { display: none } .moments tr { display: grid; grid-template-columns: 1fr auto }
  .moments td { border: 0; padding-bottom: 0 } .moments tr { border-bottom: 1px solid #999; padding: .3rem 0 } }
"""
