using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>How one network runs in one vector form: a plan for every purpose.</summary>
internal sealed record FormPlans(ExecutionPlan Inference, ExecutionPlan Training)
{
    public VectorForm Form => Inference.Form;

    public Network Network => Inference.Network;

    /// <summary>Bytes that inference holds beside the parameters, on one thread. What <c>NetworkInfo</c> says at run time.</summary>
    public long InferenceBytes => sizeof(float) * ((long)Inference.WeightsLength + Inference.WorkLength);

    public static FormPlans Of(Network network, VectorForm form)
    {
        ExecutionPlan training = Planner.Plan(network, form, Purpose.Training);
        return new FormPlans(Planner.Plan(network, form, Purpose.Inference, beside: training), training);
    }

    /// <summary>
    /// Checks both plans, and both together: kernels of one name and signature are written once for the two, so they must be of the same layers, and what they read and
    /// write must lie alike.
    /// </summary>
    /// <exception cref="System.InvalidOperationException">A plan is broken.</exception>
    public void Verify()
    {
        Dictionary<string, Step> others = Training.Steps.ToDictionary(step => step.Name);
        foreach (Step step in Inference.Steps)
        {
            bool alike = !others.TryGetValue(step.Name, out Step? other) || StepNames.AreAlike(step, other);
            PlanVerifier.Require(alike, $"{step.Name} is another step in training than in inference, or what it reads and writes lies in another way.");
        }

        PlanVerifier.Verify(Training);
        PlanVerifier.Verify(Inference);
    }

    /// <summary>
    /// Bytes of training buffers on one thread: gradients, packed weights, buffers. What <c>NetworkInfo</c> says at run time.
    /// </summary>
    public long TrainingBytes(int batchSize) => sizeof(float)
        * ((long)Training.Parameters.TrainableLength + Training.WeightsLength + Training.WorkLength
            + ((long)Training.MaxLanes * Training.LaneLength) + ((long)batchSize * Training.BatchLength));
}
