/**
 * The equity curve with its change since the first point shown.
 */
import { useEquity } from '../api.ts';
import { EquityChart } from '../chart/equity-chart.tsx';
import { formatPercent } from '../format.ts';
import { Panel } from './panel.tsx';

export function EquityPanel() {
  const { data: points = [] } = useEquity();
  const first = Number(points[0]?.equity ?? 0);
  const change = first === 0 ? 0 : Number(points.at(-1)?.equity ?? first) / first - 1;
  const aside = (
    <span className={`num ${change > 0 ? 'up' : change < 0 ? 'down' : 'dim'}`}>{formatPercent(change)}</span>
  );
  return (
    <Panel title="Equity" aside={aside}>
      <div className="equity-box">
        <EquityChart />
      </div>
    </Panel>
  );
}
