using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

// What lies within what a concatenation makes.
internal sealed partial class Planner
{
    /// <summary>
    /// Has the inputs of concatenations lie within the outputs, as some of the channels, where all that write and read them can step over the other channels; and the gradients by them
    /// within those by the outputs. Then nothing is copied: a concatenation is a place. In training one may be so and the other not.
    /// </summary>
    private void PlaceParts()
    {
        ConcatenationStep[] concatenations = [.. _steps.OfType<ConcatenationStep>().Where(step => step.Direction == Direction.Channels && !step.Output.Shape.IsVector)];
        if (concatenations.Length == 0 || _setting.Purpose == Purpose.LayerOutputs)
        {
            return;
        }

        ILookup<object, (Step Step, Tensor Tensor, bool IsMade)> uses = _steps
            .SelectMany(step => step.Inputs.Select(input => (Step: step, Tensor: input, IsMade: false)).Concat(step.Outputs.Select(output => (Step: step, Tensor: output, IsMade: step.MakesValues))))
            .ToLookup(use => use.Tensor.Identity);
        ILookup<object, (Step Step, Operand Operand)> gradients = _steps
            .SelectMany(step => step.Kernels.SelectMany(kernel => kernel.Operands).Where(operand => operand.Kind == OperandKind.Gradient).Select(operand => (Step: step, Operand: operand)))
            .ToLookup(use => use.Operand.Tensor!.GradientIdentity);
        foreach (ConcatenationStep step in concatenations)
        {
            // The network's output is copied to the caller as one piece.
            bool isPlace = uses[step.Output.Identity].All(use => MayHaveBorder(use.Tensor, step.Output.Shape)) && !step.Output.Is(_outputs[_outputs.Length - 1]!);
            for (int i = 0; i < step.Inputs.Length; i++)
            {
                Tensor input = step.Inputs[i];
                if (input.NeedsGradient && gradients[input.GradientIdentity].All(use => ReadsPart(use.Step, use.Operand, input)))
                {
                    input.TakeGradientOf(step.Output, step.Before(i));
                }

                if (isPlace && input.Within is null && uses[input.Identity].Any(use => use.IsMade)
                    && uses[input.Identity].All(use => TakesPart(use.Step, use.Tensor, input.Shape)))
                {
                    input.LieWithin(step.Output, step.Before(i));
                }
            }
        }
    }

    /// <summary>Whether a use of a whole lets it have the border that readers of its parts want: no vector, nor rows and columns in each other's places.</summary>
    private static bool MayHaveBorder(Tensor tensor, Shape shape) => !tensor.IsRow && (tensor.Shape == shape || tensor.HasStoredPadding);

    /// <summary>Whether a step can have these values of its own within others: as they are, and not as rows of matrices or with stored padding.</summary>
    private static bool TakesPart(Step step, Tensor tensor, Shape shape) =>
        tensor.Shape == shape && !tensor.IsRow && !tensor.HasStoredPadding && tensor.Remade is null && (step is ForkStep || step.TakesStrides(tensor));

    /// <summary>Whether a step finds a gradient within another: the concatenation, which writes it else, a fork, which adds it to those by other readers, or what has made the values.</summary>
    private static bool ReadsPart(Step step, Operand operand, Tensor part) => step switch
    {
        ConcatenationStep concatenation when concatenation.Inputs.Contains(part) => true,
        _ when operand.Access != Access.Reads || operand.Tensor!.Shape != part.Shape => false,
        ForkStep fork => fork.Input.GradientIdentity != part.GradientIdentity,
        _ => step.TakesGradientStrides && step.Output.GradientIdentity == part.GradientIdentity,
    };
}
