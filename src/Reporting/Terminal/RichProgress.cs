using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Reporting;

/// <summary>
/// Shows training in a terminal: a bar for the epoch and one for the whole, each with the time left, and the figures as
/// they change; a line stays for every epoch. In a narrow window bars are shorter and figures go on in further lines. Where the output is no terminal it writes the lines of
/// <see cref="ConsoleProgress"/>.
/// </summary>
/// <example>
/// <code>
/// trainer.Fit(train, new FitOptions { Epochs = 20, Callbacks = [new RichProgress()] });
/// </code>
/// </example>
public sealed class RichProgress : ConsoleProgress
{
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly TimeProvider _time;
    private readonly bool _isLive;
    private readonly BarCells _cells;
    private int _drawnLines;
    private long _lastDrawn;
    private int _firstEpoch;
    private int _epoch;
    private long _trainingBegan;
    private long _began;
    private long _firstStepEnded;
    private int _step;
    private int _stepsBefore;

    /// <summary>Progress on the console.</summary>
    public RichProgress()
        : this(AnsiConsole.Console)
    {
    }

    /// <summary>Progress on any console; drawn live where it is interactive and understands ANSI sequences.</summary>
    /// <param name="console">The console.</param>
    /// <param name="time">The clock; default: the system's.</param>
    public RichProgress(IAnsiConsole console, TimeProvider? time = null)
        : base((console ?? throw new ArgumentNullException(nameof(console))).Profile.Out.Writer, redraws: false, time)
    {
        _console = console;
        _time = time ?? TimeProvider.System;
        _isLive = console.Profile.Capabilities is { Ansi: true, Interactive: true };
        _cells = BarCells.For(console.Profile.Encoding);
    }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _firstEpoch = -1;
        _drawnLines = 0;
        base.OnTrainBegin();
        if (Context.ResumedFrom is { IsInEpoch: true } position)
        {
            (_step, _stepsBefore) = (position.Step, position.Step);
        }
    }

    /// <inheritdoc/>
    public override void OnWarning(string message)
    {
        Erase();
        base.OnWarning(message);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        if (!_isLive)
        {
            base.OnEpochBegin(epoch);
            return;
        }

        Begin();
        _epoch = epoch;
        if (_firstEpoch < 0)
        {
            _firstEpoch = epoch;
            _trainingBegan = _began;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (_isLive)
        {
            StepEnded(batch + 1, logs);
        }
        else
        {
            base.OnTrainBatchEnd(batch, logs);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (_isLive)
        {
            End($"[bold]Epoch {Count(epoch + 1, Context.Epochs)}[/]", logs);
        }
        else
        {
            base.OnEpochEnd(epoch, logs);
        }
    }

    /// <inheritdoc/>
    public override void OnTestBegin()
    {
        if (!_isLive)
        {
            base.OnTestBegin();
        }
        else if (!Context.IsFitting)
        {
            _drawnLines = 0;
            Begin();
        }
    }

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Logs logs)
    {
        if (!_isLive)
        {
            base.OnTestBatchEnd(batch, logs);
        }
        else if (!Context.IsFitting)
        {
            StepEnded(batch + 1, logs);
        }
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        if (!_isLive)
        {
            base.OnTestEnd(logs);
        }
        else if (!Context.IsFitting)
        {
            End("[bold]Evaluation[/]", logs);
        }
    }

    private static string Count(int current, int target) =>
        current.ToString(CultureInfo.InvariantCulture).PadLeft(target.ToString(CultureInfo.InvariantCulture).Length) + $"/{target}";

    /// <summary>The figures after what stands before them, in lines that are no wider than the window: a name stays with its value.</summary>
    private string WithFigures(Logs logs, string before = "")
    {
        var text = new StringBuilder(before);
        int used = Markup.Remove(before).Length;
        foreach ((string name, double figure) in logs)
        {
            string printable = TerminalText.Printable(name);
            string value = Value(figure);
            int width = TerminalText.Columns(printable) + 1 + value.Length;
            string gap = used == 0 ? "" : used + 2 + width <= _console.Profile.Width ? "  " : "\n";
            used = gap == "\n" ? width : used + gap.Length + width;
            text.Append(gap).Append(CultureInfo.InvariantCulture, $"[grey]{Markup.Escape(printable)}[/] {value}");
        }

        return text.ToString();
    }

    private static string Value(double value) => value.ToString(Math.Abs(value) is > 1e-3 or 0 ? "F4" : "0.0000e+00", CultureInfo.InvariantCulture);

    private void Begin()
    {
        _began = _time.GetTimestamp();
        _lastDrawn = 0;
        _step = 0;
        _stepsBefore = 0;
    }

    private void StepEnded(int step, Logs logs)
    {
        long now = _time.GetTimestamp();
        _step = step;
        if (step == _stepsBefore + 1)
        {
            _firstStepEnded = now;
        }

        if (_lastDrawn == 0 || step == Context.Steps || _time.GetElapsedTime(_lastDrawn, now) >= RedrawInterval)
        {
            _lastDrawn = now;
            Redraw(LiveView(now, logs));
        }
    }

    /// <summary>The line that stays takes the bars' place.</summary>
    private void End(string label, Logs logs)
    {
        Erase();
        var gone = new StringBuilder();
        ProgressLine.AppendTimeGone(gone, _time.GetElapsedTime(_began).TotalSeconds);
        _console.Write(new Markup(WithFigures(logs, $"{label}  [grey]{gone}[/]") + "\n"));
    }

    private Rows LiveView(long now, Logs logs)
    {
        double stepTime = StepTime(now);
        var speed = new StringBuilder();
        ProgressLine.AppendStepTime(speed, stepTime);
        string label = Context.IsFitting ? $"Epoch {Count(_epoch + 1, Context.Epochs)}" : "Evaluation";
        if (Context.Steps is not { } expected)
        {
            // A stream whose length nobody knows yet: there is no share to draw.
            return new Rows(new Markup($"[bold]{label}[/]  [grey]{_step}{speed}[/]"), new Markup(WithFigures(logs)));
        }

        // A stream may come to be longer than it was in the epoch before.
        int steps = Math.Max(expected, _step);
        List<ProgressBar> bars = [new(label, (double)_step / steps, stepTime * (steps - _step), $"{Count(_step, steps)}{speed}")];
        if (Context.IsFitting && Context.Epochs - _firstEpoch > 1)
        {
            double share = (_epoch - _firstEpoch + ((double)_step / steps)) / (Context.Epochs - _firstEpoch);
            double gone = _time.GetElapsedTime(_trainingBegan, now).TotalSeconds;
            bars.Add(new("Training", share, gone * (1 - share) / share, ""));
        }

        return new Rows(ProgressBar.Table(bars, _console.Profile.Width, _cells), new Markup(WithFigures(logs)));
    }

    private void Redraw(IRenderable view)
    {
        // On a window that has become narrower lines wrap: what was drawn is counted at the width of its time.
        List<SegmentLine> lines = Segment.SplitLines(view.Render(RenderOptions.Create(_console), _console.Profile.Width));
        Erase();
        _console.Write(view);
        _drawnLines = lines.Count;
    }

    private void Erase()
    {
        if (_drawnLines > 0)
        {
            _console.Cursor.MoveUp(_drawnLines);
            _console.Write(new ControlCode("\r\e[J"));
            _drawnLines = 0;
        }
    }

    /// <summary>Seconds per step; the first, which warms up, does not count once there are others.</summary>
    private double StepTime(long now) => _step == _stepsBefore + 1
        ? _time.GetElapsedTime(_began, now).TotalSeconds
        : _time.GetElapsedTime(_firstStepEnded, now).TotalSeconds / (_step - _stepsBefore - 1);
}
