using System.Collections.Generic;
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
        BatchNormalizationStep[] normalizations = [.. _steps.OfType<BatchNormalizationStep>().Where(step => step.TakesBatchStatistics)];
        if (normalizations.Length == 0)
        {
            return;
        }

        ILookup<object, Step> readers = _steps.SelectMany(step => step.ValuesReadBack.Select(values => (Values: values, Step: step))).ToLookup(read => read.Values, read => read.Step);
        var remade = new HashSet<object>();
        foreach (BatchNormalizationStep step in normalizations)
        {
            Step[] others = [.. readers[step.Output.Identity].Where(other => !ReferenceEquals(other, step))];
            if (step.Output.IsRow || !ActivationRules.IsCheap(step.Activation) || others is not [{ ReadsInputBack: true } reader] || !IsGiven(reader.Input, step.Output)
                || (step.Added is { } added && (remade.Contains(added.Identity) || !readers.Contains(added.Identity))))
            {
                continue;
            }

            Tensor again = step.Output.Alike();
            reader.Input.Remade = again;
            step.Output.Remade = again;
            remade.Add(step.Output.Identity);
            var site = new StepSite(_setting, step.Node, Identifier.Unique(step.Node.Name + "_again", _names), step.Text + ", once more", step.Inputs, again);
            _steps.Insert(_steps.FindIndex(other => ReferenceEquals(other, reader)) + 1, new RemakingStep(site, step));
        }
    }

    /// <summary>Whether a tensor is another as it lies, or what a fork gives of it to one reader: no view that pads it or turns it.</summary>
    private bool IsGiven(Tensor tensor, Tensor output) =>
        tensor == output || _steps.OfType<ForkStep>().Any(fork => fork.Input == output && fork.Readers.Contains(tensor));
}
