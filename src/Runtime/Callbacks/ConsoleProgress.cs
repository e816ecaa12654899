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
/// </summary>
public class ConsoleProgress : Callback
{
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(50);

    private readonly TextWriter _output;
    private readonly bool _redraws;
    private readonly TimeProvider _time;
    private readonly StringBuilder _text = new();
    private long _began;
    private long _firstStepEnded;
    private long _lastDrawn;
    private int _lastWidth;
    private int _step;

    /// <summary>Progress on the console: redrawn, unless the output is redirected.</summary>
    public ConsoleProgress()
        : this(Console.Out, redraws: !Console.IsOutputRedirected)
    {
    }

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
    }

    /// <summary>Number of steps; a stream's may come to be more than they were in the epoch before.</summary>
    private int? Steps => Context.Steps is { } steps ? Math.Max(steps, _step) : null;

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
        if (_redraws)
        {
            _output.Write(_text);
        }
    }

    private void StepEnded(int step, Logs logs)
    {
        long now = _time.GetTimestamp();
        _step = step;
        if (step == 1)
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
        ProgressLine.AppendBar(_text, step, Steps);
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
        ProgressLine.AppendFigures(_text, logs);
        Draw();
    }

    private void End(Logs logs)
    {
        long now = _time.GetTimestamp();
        if (_redraws)
        {
            _text.Clear();
            ProgressLine.AppendBar(_text, _step, Steps ?? _step);
            _text.Append(' ');
        }
        else
        {
            ProgressLine.AppendCount(_text, _step, Steps ?? _step);
            _text.Append(" - ");
        }

        ProgressLine.AppendTimeGone(_text, _time.GetElapsedTime(_began, now).TotalSeconds);
        _text.Append(_redraws ? "" : " -");
        ProgressLine.AppendStepTime(_text, StepTime(now));
        ProgressLine.AppendFigures(_text, logs);
        if (_redraws)
        {
            Draw();
        }
        else
        {
            _output.Write(_text);
        }

        _output.Write('\n');
        _output.Flush();
    }

    /// <summary>Writes the line over the one before, whose rest is blanked.</summary>
    private void Draw()
    {
        int width = _text.Length;
        _text.Append(' ', Math.Max(0, _lastWidth - width));
        _output.Write('\r');
        _output.Write(_text);
        _output.Flush();
        _lastWidth = width;
    }

    /// <summary>Seconds per step; the first, which warms up, does not count once there are others.</summary>
    private double StepTime(long now) => _step switch
    {
        0 => 0,
        1 => _time.GetElapsedTime(_began, now).TotalSeconds,
        _ => _time.GetElapsedTime(_firstStepEnded, now).TotalSeconds / (_step - 1),
    };
}
