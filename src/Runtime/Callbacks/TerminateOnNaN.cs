using System;
using System.IO;

namespace NetGen;

/// <summary>
/// Ends training after the first batch whose loss is NaN or infinite (Keras: <c>TerminateOnNaN</c>), and says how it came about: in which epoch, batch and
/// layer, and whether on the way forward, on the way back or in the optimizer's update. The step that made it has been applied by then.
/// </summary>
/// <param name="raiseError">Whether to end it by an exception; default false: as any callback stops it.</param>
/// <param name="output">Where the message goes; default: the console.</param>
/// <param name="checkWeights">
/// Whether training also ends after an epoch that leaves a parameter, moving statistics included, that is NaN or infinite: the loss may
/// show it late or never. Looks at all parameters once an epoch. Default: false, as in Keras.
/// </param>
/// <remarks>
/// Steps cost nothing more for it but a look at the parameters as the optimizer leaves them, which are in the cache then. The layer is found by carrying the
/// batch that went wrong forward again, once for each layer with parameters, on one thread.
/// </remarks>
public sealed class TerminateOnNaN(bool raiseError = false, TextWriter? output = null, bool checkWeights = false) : Callback
{
    private bool _hasEnded;

    /// <summary>How it came about that training ended; null while it has not been ended by this callback.</summary>
    public NumberFault? Fault { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        (Fault, _hasEnded) = (null, false);
        Context.WatchesNumbers = true;
    }

    /// <inheritdoc/>
    /// <exception cref="NotFiniteNumberException">The loss is NaN or infinite, and an exception was asked for.</exception>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        double loss = logs[FigureName.Loss];
        if (!double.IsFinite(loss))
        {
            End($"The loss is {PythonNumber.Text(loss)} at batch {batch}.", $"Batch {batch}: Invalid loss, terminating training", loss);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotFiniteNumberException">A parameter is NaN or infinite, and both the check and an exception were asked for.</exception>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (!checkWeights || _hasEnded)
        {
            return;
        }

        foreach (Parameter parameter in Context.Model.Parameters)
        {
            int place = Finite.FirstOther(parameter.Values);
            if (place >= 0)
            {
                string text = FormattableString.Invariant($"'{parameter.Info.Name}' holds {PythonNumber.Text(parameter.Values[place])} at value {place}");
                End($"{text} after epoch {epoch}.", $"Epoch {epoch}: {text}, terminating training", parameter.Values[place]);
                return;
            }
        }
    }

    private void End(string error, string message, double value)
    {
        (Fault, _hasEnded) = (Context.NumberFault(), true);
        if (raiseError)
        {
            throw new NotFiniteNumberException(Fault is null ? error : $"{error} {Fault.Message}", value);
        }

        TextWriter writer = output ?? Console.Out;
        writer.WriteLine(message);
        if (Fault is not null)
        {
            writer.WriteLine(Fault.Message);
        }

        Context.StopTraining = true;
    }
}
