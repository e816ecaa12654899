using System;
using System.IO;
using System.Text;

namespace NetGen;

/// <summary>
/// Shows training as Keras does: on a terminal a line that is redrawn, elsewhere one line when an epoch has ended.
/// <code>
/// Epoch 1/15
/// 422/422 ━━━━━━━━━━━━━━━━━━━━ 13s 29ms/step - accuracy: 0.7643 - loss: 0.7840 - val_accuracy: 0.9780 - val_loss: 0.0780
/// </code>
/// What is redrawn never passes the window's width, and what stays is broken between figures. Where <c>NO_COLOR</c> is set
/// there are no colours; where <c>TERM</c> is "dumb" nothing is redrawn; an encoding without lines for the bar gets ASCII.
/// </summary>
public class ConsoleProgress : Callback
{
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(50);

    private readonly TextWriter _output;
    private readonly bool _redraws;
    private readonly TimeProvider _time;
    private readonly BarCells _cells;
    private readonly bool _isConsole;
    private readonly StringBuilder _text = new();
    private long _began;
    private long _firstStepEnded;
    private long _lastDrawn;
    private int _lastWidth;
    private int _step;

    // Steps of the epoch that a fit has not made itself, but the one whose checkpoint it goes on from.
    private int _stepsBefore;

    /// <summary>Progress on the console: redrawn, unless the output is redirected or the terminal is a dumb one.</summary>
    public ConsoleProgress()
        : this(Console.Out, redraws: !Console.IsOutputRedirected && !ConsoleWindow.IsDumb) => _isConsole = true;

    /// <summary>Progress on any writer.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="redraws">Whether the output is a terminal that understands carriage returns and ANSI colours.</param>
    /// <param name="time">The clock; default: the system's.</param>
    public ConsoleProgress(TextWriter output, bool redraws, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _redraws = redraws;
        _time = time ?? TimeProvider.System;
        _cells = BarCells.For(output.Encoding);
    }

    /// <summary>Columns of the terminal, at least 1. Default: those of the console's window, whenever something is drawn; on any other writer lines are not cut.</summary>
    public int? Width
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(Width));
            field = value;
        }
    }

    /// <summary>Whether what is redrawn has colours. Default: unless the environment has <c>NO_COLOR</c> or <c>TERM=dumb</c>.</summary>
    public bool Colors { get; init; } = ConsoleWindow.WantsColors;

    /// <summary>Columns to write in. The last one stays free: some terminals begin a new line when it is taken.</summary>
    private int Room => (Width ?? (_isConsole ? ConsoleWindow.Width : null)) is { } columns ? Math.Max(columns - 1, 1) : int.MaxValue;

    /// <summary>Number of steps; a stream's may come to be more than they were in the epoch before.</summary>
    private int? Steps => Context.Steps is { } steps ? Math.Max(steps, _step) : null;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        if (Context.ResumedFrom is { IsInEpoch: true } position)
        {
            OnEpochBegin(position.Epoch);
            (_step, _stepsBefore) = (position.Step, position.Step);
        }
    }

    /// <inheritdoc/>
    public override void OnWarning(string message)
    {
        _output.Write('\n');
        _output.WriteLine(ForeignText.Show(message, 5_000));
        _output.Flush();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        _text.Clear();
        if (Context.Epochs > 1)
        {
            _text.Append(FormattableString.Invariant($"Epoch {epoch + 1}/{Context.Epochs}"));
            _text.Append(_redraws ? "\n" : ": ");
        }

        Begin();
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => StepEnded(batch + 1, logs);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => End(logs);

    /// <inheritdoc/>
    public override void OnTestBegin()
    {
        if (!Context.IsFitting)
        {
            _text.Clear();
            Begin();
        }
    }

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Logs logs)
    {
        if (!Context.IsFitting)
        {
            StepEnded(batch + 1, logs);
        }
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        if (!Context.IsFitting)
        {
            End(logs);
        }
    }

    private void Begin()
    {
        _began = _time.GetTimestamp();
        _lastDrawn = 0;
        _lastWidth = 0;
        _step = 0;
        _stepsBefore = 0;
        if (_redraws)
        {
            _output.Write(_text);
        }
    }

    private void StepEnded(int step, Logs logs)
    {
        long now = _time.GetTimestamp();
        _step = step;
        if (step == _stepsBefore + 1)
        {
            _firstStepEnded = now;
        }

        if (!_redraws || (_lastDrawn != 0 && _time.GetElapsedTime(_lastDrawn, now) < RedrawInterval))
        {
            return;
        }

        _lastDrawn = now;
        double stepTime = StepTime(now);
        _text.Clear();
        ProgressLine.AppendBar(_text, step, Steps, _cells, Colors);
        _text.Append(' ');
        if (Steps is { } steps)
        {
            ProgressLine.AppendTimeLeft(_text, stepTime * (steps - step));
        }
        else
        {
            ProgressLine.AppendTimeGone(_text, _time.GetElapsedTime(_began, now).TotalSeconds);
        }

        ProgressLine.AppendStepTime(_text, stepTime);
        int room = Room;
        ProgressLine.AppendFiguresThatFit(_text, logs, room, _cells.Ellipsis);
        Draw(TerminalText.Cut(_text.ToString(), room), room);
    }

    private void End(Logs logs)
    {
        long now = _time.GetTimestamp();
        double seconds = _time.GetElapsedTime(_began, now).TotalSeconds;
        double stepTime = StepTime(now);
        int steps = Steps ?? _step;
        if (_redraws)
        {
            int room = Room;
            _text.Clear();
            ProgressLine.AppendBar(_text, _step, steps, _cells, Colors);
            _text.Append(' ');
            ProgressLine.AppendTimeGone(_text, seconds);
            ProgressLine.AppendStepTime(_text, stepTime);
            ProgressLine.AppendFiguresInLines(_text, logs, room, indent: (2 * ProgressLine.Digits(steps)) + 2);
            Draw(_text.ToString(), room);
        }
        else
        {
            ProgressLine.AppendCount(_text, _step, steps);
            _text.Append(" - ");
            ProgressLine.AppendTimeGone(_text, seconds);
            _text.Append(" -");
            ProgressLine.AppendStepTime(_text, stepTime);
            ProgressLine.AppendFigures(_text, logs);
            _output.Write(_text);
        }

        _output.Write('\n');
        _output.Flush();
    }

    /// <summary>Writes over the line before, whose rest is blanked.</summary>
    private void Draw(string text, int room)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal) is var first and >= 0 ? first : text.Length;
        int width = TerminalText.Columns(text.AsSpan(0, end));
        int blanks = Math.Max(Math.Min(_lastWidth, room) - width, 0);
        _output.Write('\r');
        _output.Write(text.Insert(end, new string(' ', blanks)));
        _output.Flush();
        _lastWidth = width;
    }

    /// <summary>Seconds per step; the first, which warms up, does not count once there are others.</summary>
    private double StepTime(long now) => (_step - _stepsBefore) switch
    {
        0 => 0,
        1 => _time.GetElapsedTime(_began, now).TotalSeconds,
        int steps => _time.GetElapsedTime(_firstStepEnded, now).TotalSeconds / (steps - 1),
    };
}
