// Only what the views draw: a graph and bars. A new kind of chart is added here, and the bundle built again.
import { getInstanceByDom, init, use } from 'echarts/core';
import { BarChart, GraphChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, GraphChart, GridComponent, TooltipComponent, LabelLayout, CanvasRenderer]);
globalThis.echarts = { getInstanceByDom, init };
