using System;
using System.IO;

namespace NetGen;

/// <summary>
/// Ends training after the first batch whose loss is NaN or infinite (Keras: <c>TerminateOnNaN</c>). The step that made it
/// has been applied by then.
/// </summary>
/// <param name="raiseError">Whether to end it by an exception; default false: as any callback stops it.</param>
/// <param name="output">Where the message goes; default: the console.</param>
public sealed class TerminateOnNaN(bool raiseError = false, TextWriter? output = null) : Callback
{
    /// <inheritdoc/>
    /// <exception cref="NotFiniteNumberException">The loss is NaN or infinite, and an exception was asked for.</exception>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        double loss = logs[FigureName.Loss];
        if (double.IsFinite(loss))
        {
            return;
        }

        if (raiseError)
        {
            throw new NotFiniteNumberException($"The loss is {PythonNumber.Text(loss)} at batch {batch}.", loss);
        }

        (output ?? Console.Out).WriteLine($"Batch {batch}: Invalid loss, terminating training");
        Context.StopTraining = true;
    }
}
