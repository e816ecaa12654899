using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// Two plans whose kernels stand in one class: steps of one name are the same there, and kernels of one name and signature are written once. A step that
/// is another in one plan than in the other (more is fused with it, or what it reads and writes lies in another way) needs a name of its own.
/// </summary>
internal static class StepNames
{
    private const string Suffix = "Inference";

    /// <summary>The plan with other names for those steps that are not what steps of their names are in another plan.</summary>
    public static ExecutionPlan Part(ExecutionPlan plan, ExecutionPlan other)
    {
        var taken = new HashSet<string>(plan.Steps.Concat(other.Steps).Select(step => step.Name));
        Dictionary<string, Step> others = other.Steps.ToDictionary(step => step.Name);
        return plan with
        {
            Steps = [.. plan.Steps.Select(step => others.TryGetValue(step.Name, out Step? twin) && !AreAlike(step, twin) ? Renamed(step, taken) : step)],
        };
    }

    /// <summary>Whether two steps come of the same layers, and read and write what lies alike.</summary>
    public static bool AreAlike(Step one, Step other) =>
        one.Text == other.Text && LieAlike(one.Output, other.Output) && one.Inputs.Length == other.Inputs.Length && one.Inputs.Zip(other.Inputs, LieAlike).All(isAlike => isAlike);

    private static bool LieAlike(Tensor one, Tensor other) => one.Shape == other.Shape && one.Border == other.Border && one.IsRow == other.IsRow;

    private static Step Renamed(Step step, HashSet<string> taken)
    {
        string name = step.Name + Suffix;
        while (!taken.Add(name))
        {
            name += Suffix;
        }

        return step with { Site = step.Site with { Name = name } };
    }
}
