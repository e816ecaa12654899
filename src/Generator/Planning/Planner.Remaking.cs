using System.Linq;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Planning;

// What training does not keep, and makes once more on the way back.
internal sealed partial class Planner
{
    /// <summary>
    /// Has normalizations by the batch's statistics done once more on the way back where one layer alone reads the outcome back, beside the normalization itself: what goes in is
    /// kept in any case, and to write the outcome to memory and to read it again takes longer than to compute it, and twice the room. Others may read it on the way forward, and let
    /// it go then.
    /// </summary>
    private void Remake()
    {
        foreach (BatchNormalizationStep step in _steps.OfType<BatchNormalizationStep>().Where(step => step.TakesBatchStatistics).ToArray())
        {
            Step[] readers = [.. _steps.Where(other => !ReferenceEquals(other, step) && other.ReadsBack(step.Output))];
            if (step.Output.IsRow || !ActivationRules.IsCheap(step.Activation) || readers is not [{ ReadsInputBack: true } reader] || !IsGiven(reader.Input, step.Output)
                || (step.Added is { } added && !IsKept(added)))
            {
                continue;
            }

            Tensor again = step.Output.Alike();
            reader.Input.Remade = again;
            step.Output.Remade = again;
            var site = new StepSite(_setting, step.Node, Identifier.Unique(step.Node.Name + "_again", _names), step.Text + ", once more", step.Inputs, again);
            _steps.Insert(_steps.FindIndex(other => ReferenceEquals(other, reader)) + 1, new RemakingStep(site, step));
        }
    }

    /// <summary>Whether the way back finds values: some layer reads them there in any case, and they are not made once more for it.</summary>
    private bool IsKept(Tensor values) => _steps.Any(step => step.ReadsBack(values));

    /// <summary>Whether a tensor is another as it lies, or what a fork gives of it to one reader: no view that pads it or turns it.</summary>
    private bool IsGiven(Tensor tensor, Tensor output) =>
        tensor == output || _steps.OfType<ForkStep>().Any(fork => fork.Input == output && fork.Readers.Contains(tensor));
}
