using NetGen.Generator.Code;


namespace NetGen.Generator.Steps.Kernels;

/// <summary>Steps that treat every value, or every pixel's channels, alike: copies, activations, rescaling, penalties.</summary>
internal static class ElementwiseEmitter
{
    public static void WriteForward(CodeWriter writer, Step step, VectorForm form)
    {
        switch (step)
        {
            case CopyStep:
                WriteMap(writer, step, form, "Forward", (op, x) => x);
                break;
            case RescalingStep rescaling:
                WriteMap(writer, step, form, "Forward", (op, x) => $"{x} * {op.Constant(rescaling.Layer.Scale)} + {op.Constant(rescaling.Layer.Offset)}");
                break;
            case ActivationStep { Function: Activation.Softmax } softmax:
                SoftmaxEmitter.WriteForward(writer, softmax, form);
                break;
            case ActivationStep activation:
                WriteMap(writer, step, form, "Forward", (op, x) => ActivationFormulas.Forward(writer, op, activation.Function, activation.NegativeSlope, x));
                break;
            case PenaltyStep penalty:
                PenaltyEmitter.WriteForward(writer, penalty, form);
                break;
            default:
                throw new System.NotSupportedException($"No emitter for {step.GetType().Name}.");
        }
    }

    public static void WriteBackward(CodeWriter writer, Step step, VectorForm form)
    {
        switch (step)
        {
            case RescalingStep rescaling when step.Input.NeedsGradient:
                WriteRescalingBackward(writer, rescaling, form);
                break;
            case ActivationStep { Function: Activation.Softmax } softmax:
                SoftmaxEmitter.WriteBackward(writer, softmax, form);
                break;
            case ActivationStep activation:
                WriteActivationBackward(writer, activation, form);
                break;
            case PenaltyStep penalty:
                PenaltyEmitter.WriteBackward(writer, penalty, form);
                break;
            default:
                break;
        }
    }

    /// <summary>Writes the identity: what a layer of chance is when not training.</summary>
    internal static void WriteIdentity(CodeWriter writer, RandomStep step, VectorForm form) => WriteMap(writer, step, form, "Evaluate", (op, x) => x);

    private delegate string Formula(Operations op, string x);

    private static void WriteMap(CodeWriter writer, Step step, VectorForm form, string direction, Formula formula)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading(direction == "Evaluate" ? $"{step.Text}: the identity, when not training." : step.Text);
        using (Method.Kernel(writer, step.Name + direction, "ref float x", "ref float y"))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            Sweep.Image(writer, form, x.Height, x.Width * x.Channels, [x.RowStride, y.RowStride], (op, offsets) =>
            {
                writer.Line($"{op.Type} v = {op.Load(from, offsets[0])};");
                string value = formula(op, "v");
                writer.Line(op.Store(value, to, offsets[1]));
            });
        }
    }

    private static void WriteRescalingBackward(CodeWriter writer, RescalingStep step, VectorForm form)
    {
        writer.Heading($"{step.Text}, backward.");
        using (Method.Kernel(writer, $"{step.Name}Backward", "ref float dy", "ref float dx"))
        {
            Sweep.Row(writer, step.Input.Size, form, "i", (op, i) =>
                writer.Line(op.Store($"{op.Load("dy", i)} * {op.Constant(step.Layer.Scale)}", "dx", i)));
        }
    }

    private static void WriteActivationBackward(CodeWriter writer, ActivationStep step, VectorForm form)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}, backward.");
        using (Method.Kernel(writer, $"{step.Name}Backward", "ref float x", "ref float y", "ref float dy", "ref float dx"))
        {
            string input = Origin.Write(writer, "x", x);
            string output = Origin.Write(writer, "y", y);
            int row = x.Width * x.Channels;
            Sweep.Image(writer, form, x.Height, row, [x.RowStride, y.RowStride, row], (op, offsets) =>
            {
                if (!ActivationRules.FollowsFromOutput(step.Function))
                {
                    writer.Line($"{op.Type} u0 = {op.Load(input, offsets[0])};");
                }
                else
                {
                    writer.Line($"{op.Type} v = {op.Load(output, offsets[1])};");
                }

                string derivative = ActivationFormulas.Derivative(writer, op, step.Function, step.NegativeSlope, "u0", "v");
                writer.Line(op.Store($"{op.Load("dy", offsets[2])} * ({derivative})", "dx", offsets[2]));
            });
        }
    }
}
