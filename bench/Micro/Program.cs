using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using NetGen.Bench.Micro;

// "sixty": the text of a network of sixty layers, and the processor time that an edit of it costs.
if (args is ["sixty"])
{
    SixtyLayers.Report();
    return;
}

// "checkpoints": how long a checkpoint holds training up.
if (args is ["checkpoints"])
{
    Checkpoints.Report();
    return;
}

// What one keystroke, one optimizer's step, one loss costs: choose with --filter '*Keystroke*'.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    args,
    DefaultConfig.Instance
        .AddColumn(StatisticColumn.Median, StatisticColumn.P90, StatisticColumn.OperationsPerSecond)
        .WithSummaryStyle(SummaryStyle.Default.WithCultureInfo(CultureInfo.InvariantCulture).WithMaxParameterColumnWidth(40)));
