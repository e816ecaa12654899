using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emission.Drivers;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes the two passes of a network: they own the memory and choose the vector form, once.</summary>
internal static class PassEmitter
{
    /// <summary>Marks of all forms that have more letters stand on lines of their own.</summary>
    private const int LongestMarks = 60;

    public static CodeWriter Write(TypeDeclaration type, FormPlans[] plans, string className)
    {
        var writer = new CodeWriter();
        string displayName = type.HintName;
        EquatableArray<VectorForm> forms = plans.Select(plan => plan.Form).ToImmutableArray();
        using CodeWriter.Scope body = GeneratedFile.Open(writer, displayName, "its description, and its passes forward and back, which choose the vectors", "System.Runtime.Intrinsics");
        FactoryEmitter.WriteBodies(writer, type, plans[0], className);
        writer.Line();
        ConfigEmitter.Write(writer, plans[0].Network, className, displayName);
        writer.Line();
        WriteLayout(writer, plans, forms, className, displayName);
        writer.Line();
        WriteInference(writer, plans[0].Inference, forms, className, displayName);
        writer.Line();
        WriteTraining(writer, plans[0].Training, ReadsParameters(plans), MarksOf(plans, forms), forms, className, displayName);
        return writer;
    }

    private static void WriteLayout(CodeWriter writer, FormPlans[] plans, EquatableArray<VectorForm> forms, string className, string displayName)
    {
        writer.Line($"/// <summary>How {displayName} runs on this processor: floats, jobs, and each layer's plan in words.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal static class {className}_Layout"))
        {
            string[] names = ["PackedLength", "WorkspaceLength", "TrainingPackedLength", "WorkerLength", "LaneLength", "BatchLength", "PackJobs", "GradientJobs"];
            foreach (string name in plans[0].Inference.SharesSamples ? [.. names, "Phases"] : names)
            {
                WriteProperty(writer, forms, $"int {name}", form => $"{className}_{form.Name}.{name}");
            }

            if (plans[0].Network.InputGradient)
            {
                WriteProperty(writer, forms, "int InputGradientAt", form => Literal.Of(TrainingOf(plans, form).Input.GradientPlace.Offset));
            }

            foreach (Node node in plans[0].Network.Nodes)
            {
                WriteProperty(writer, forms, $"string {PlanName(node)}", form => $"\"{PlanOf(plans, form, node)}\"");
            }
        }
    }

    private static ExecutionPlan TrainingOf(FormPlans[] plans, VectorForm form) => plans.First(plan => plan.Form == form).Training;

    /// <summary>The property that holds a layer's plan.</summary>
    public static string PlanName(Node node) => $"Layer{node.Index}Plan";

    /// <summary>The plan of a layer: of all steps that come from it; a layer fused into the one before has none of its own.</summary>
    private static string PlanOf(FormPlans[] plans, VectorForm form, Node node) =>
        string.Join(" + ", TrainingOf(plans, form).Steps.Where(step => step.Node == node && step.IsOfLayer).Select(step => step.Words));

    private static void WriteInference(CodeWriter writer, ExecutionPlan plan, EquatableArray<VectorForm> forms, string className, string displayName)
    {
        writer.Line($"/// <summary>{displayName}, forward.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal sealed class {className}_InferencePass : InferencePass"))
        {
            string arguments = $"info, parameters, {className}_Layout.PackedLength, {className}_Layout.WorkspaceLength, {plan.GroupSize}";
            WriteConstructor(writer, $"{className}_InferencePass(NetworkInfo info, NetworkParameters parameters)", arguments);
            using (writer.Block("protected override void Pack(ReadOnlySpan<float> parameters, AlignedBuffer packed)"))
            {
                writer.Line("ref float values = ref MemoryMarshal.GetReference(parameters);");
                WriteChoice(writer, forms, className, "PackInference(ref values, ref packed.Start)");
            }

            writer.Line();
            using (writer.Block("protected override void Forward(AlignedBuffer packed, AlignedBuffer workspace, ReadOnlySpan<float> input, Span<float> output, int count)"))
            {
                writer.Line("ref float from = ref MemoryMarshal.GetReference(input);");
                writer.Line("ref float to = ref MemoryMarshal.GetReference(output);");
                WriteChoice(writer, forms, className, "Forward(ref packed.Start, ref workspace.Start, ref from, ref to, count)");
            }

            if (plan.SharesSamples)
            {
                WriteSharing(writer, plan, forms, className);
            }
        }
    }

    private static void WriteSharing(CodeWriter writer, ExecutionPlan plan, EquatableArray<VectorForm> forms, string className)
    {
        writer.Line();
        writer.Line($"protected override int Sharers => {Choose(forms, form => $"{className}_{form.Name}.Sharers")};");
        writer.Line();
        writer.Line($"protected override int Phases => {className}_Layout.Phases;");
        writer.Line();
        writer.Line($"protected override int JobsOf(int phase) => {Choose(forms, form => $"{className}_{form.Name}.JobsOf(phase)")};");
        bool takesGroups = plan.FirstStretches.Any(stretch => !stretch.IsBySample);
        if (takesGroups)
        {
            writer.Line();
            writer.Line($"protected override bool TakesGroup(int phase) => {Choose(forms, form => $"{className}_{form.Name}.TakesGroup(phase)")};");
        }

        writer.Line();
        using (writer.Block(
            "protected override void RunJob(int phase, int job, int first, int end, AlignedBuffer packed, AlignedBuffer workspace, AlignedBuffer scratch, "
            + "ReadOnlySpan<float> input, Span<float> output)"))
        {
            writer.Line("ref float from = ref MemoryMarshal.GetReference(input);");
            writer.Line("ref float to = ref MemoryMarshal.GetReference(output);");
            WriteChoice(writer, forms, className, $"RunJob(phase, job, {(takesGroups ? "first, end" : "first")}, ref packed.Start, ref workspace.Start, ref scratch.Start, ref from, ref to)");
        }

        writer.Line();
        using (writer.Block("protected override void Finish(AlignedBuffer packed, AlignedBuffer workspace, Span<float> output, int count)"))
        {
            writer.Line("ref float to = ref MemoryMarshal.GetReference(output);");
            WriteChoice(writer, forms, className, "Finish(ref packed.Start, ref workspace.Start, ref to, count)");
        }
    }

    /// <summary>Whether kernels of training read parameters as they are, in one form at least.</summary>
    private static bool ReadsParameters(FormPlans[] plans) => plans
        .SelectMany(plan => plan.Training.Steps)
        .SelectMany(step => step.Kernels)
        .Where(kernel => kernel.Stage is Stage.Forward or Stage.Backward)
        .SelectMany(kernel => kernel.Operands)
        .Any(operand => operand.Kind == OperandKind.Parameter);

    /// <summary>What a pass tells its base class of the marks on the lanes' way back, by the form; nothing where there are none in any.</summary>
    private static string MarksOf(FormPlans[] plans, EquatableArray<VectorForm> forms)
    {
        int[] NumbersOf(VectorForm form) => [.. GradientJobs.Marks(TrainingOf(plans, form))];
        string Marks(VectorForm form) => NumbersOf(form) is { Length: > 0 } numbers ? $"new[] {{ {string.Join(", ", numbers.Select(number => Literal.Of(number)))} }}" : "Array.Empty<int>()";

        if (forms.All(form => NumbersOf(form).Length == 0))
        {
            return "";
        }

        string[] marks = [.. forms.Select(Marks)];
        bool isOne = marks.Distinct().Count() == 1;
        bool isShort = marks.Sum(numbers => numbers.Length) <= LongestMarks;
        return ", " + (isOne ? marks[0] : Choose(forms, Marks, isShort ? " " : "\n        "));
    }

    private static void WriteTraining(
        CodeWriter writer, ExecutionPlan plan, bool readsParameters, string marks, EquatableArray<VectorForm> forms, string className, string displayName)
    {
        Segments segments = plan.Segments;
        writer.Line($"/// <summary>{displayName}, forward and backward.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal sealed class {className}_TrainingPass : TrainingPass"))
        {
            writer.Line($$"""
                private readonly NetworkParameters _parameters;

                internal {{className}}_TrainingPass(NetworkInfo info, NetworkParameters parameters, int capacity, int workers)
                    : base(info, capacity, workers{{marks}})
                {
                    _parameters = parameters;
                    Packed = new AlignedBuffer({{className}}_Layout.TrainingPackedLength);
                    Batch = new AlignedBuffer(checked({{className}}_Layout.BatchLength * capacity));
                    WorkerBuffers = AlignedBuffer.Many(workers, {{className}}_Layout.WorkerLength);
                    LaneGradients = AlignedBuffer.Many(Math.Min(capacity, {{plan.MaxLanes}}), {{className}}_Layout.LaneLength);
                }

                /// <summary>Packed weights.</summary>
                internal AlignedBuffer Packed { get; }

                /// <summary>Values that the weight gradients of dense layers need of the whole batch.</summary>
                internal AlignedBuffer Batch { get; }

                /// <summary>Activations and gradients, per worker.</summary>
                internal AlignedBuffer[] WorkerBuffers { get; }

                /// <summary>Gradients of the convolutions' parameters, per lane.</summary>
                internal AlignedBuffer[] LaneGradients { get; }

                public override int PackJobs => {{className}}_Layout.PackJobs;

                protected override int GradientJobs => {{className}}_Layout.GradientJobs;
                """);
            if (plan.Steps.SelectMany(step => step.Kernels).Any(kernel => kernel.Piece is not null))
            {
                writer.Line();
                writer.Line("public override bool HasPieces => true;");
            }

            if (plan.LeastPart > 1)
            {
                writer.Line();
                writer.Line($"protected override int LeastPart => {plan.LeastPart};");
            }

            if (plan.GroupSize > plan.LaneGroup)
            {
                writer.Line();
                writer.Line($"protected override int SamplesTogether => {plan.GroupSize};");
            }

            if (readsParameters)
            {
                writer.Line();
                writer.Line("""
                    /// <summary>The parameters in Keras's layout, for kernels that read them so.</summary>
                    internal ref float Parameters => ref MemoryMarshal.GetReference(Held(_parameters.Values));

                    protected override bool ReadsParameters => true;
                    """);
            }

            writer.Line();
            using (writer.Block("public override void Pack(int job)"))
            {
                writer.Line("ref float values = ref MemoryMarshal.GetReference(_parameters.Values);");
                WriteChoice(writer, forms, className, "Pack(job, ref values, ref Packed.Start)");
            }

            writer.Line();
            using (writer.Block("protected override void RunLane(TrainingBatch batch, int segment, int lane, int first, int end, int worker)"))
            {
                WriteChoice(writer, forms, className, $"RunLane(this, batch, {(segments.Count > 1 ? "segment, " : "")}lane, first, end, worker)");
            }

            if (segments.Count > 1)
            {
                WriteMeetings(writer, plan, segments, forms, className);
            }

            writer.Line();
            using (writer.Block("protected override void RunGradientJob(LaneRange lanes, int job, int worker)"))
            {
                WriteChoice(writer, forms, className, "RunGradientJob(this, lanes, job, worker)");
            }

            if (plan.Network.InputGradient)
            {
                writer.Line();
                Tensor input = plan.Input;
                writer.Line($"""
                    public override ReadOnlySpan<float> InputGradient(int sample) =>
                        Batch.Span.Slice(({className}_Layout.InputGradientAt * Capacity) + (sample * {input.GradientPlace.Stride}), {input.Size});
                    """);
            }

            writer.Line();
            writer.Line($"""
                // Whole groups of {plan.LaneGroup} where the batch fills four lanes, and no more than {plan.MaxLanes} lanes; threads have no say.
                protected override int LaneSize(int count) => Math.Max((count + {plan.MaxLanes - 1}) / {plan.MaxLanes}, Math.Min({plan.LaneGroup}, (count + 3) / 4));
                """);
        }
    }

    /// <summary>Writes what a pass has whose lanes meet on their way.</summary>
    private static void WriteMeetings(CodeWriter writer, ExecutionPlan plan, Segments segments, EquatableArray<VectorForm> forms, string className)
    {
        writer.Line();
        writer.Line($"protected override int Segments => {segments.Count};");
        writer.Line();
        writer.Line($"protected override int ForwardSegments => {segments.Scoring + 1};");
        writer.Line();
        using (writer.Block("public override Span<float> LaneSums(int lane, int segment)"))
        {
            WriteChoice(writer, forms, className, "LaneSums(LaneGradients[lane].Span, segment)", returns: true);
        }

        writer.Line();
        using (writer.Block("protected override void Meet(LaneRange lanes, int segment)"))
        {
            WriteChoice(writer, forms, className, "Meet(this, lanes, segment)");
        }

        writer.Line();
        using (writer.Block("protected override int GradientJobsBehind(int segment)"))
        {
            WriteChoice(writer, forms, className, "GradientJobsBehind(segment)", returns: true);
        }

        if (MeetingDriver.ChangesState(plan))
        {
            writer.Line();
            using (writer.Block("public override void UpdateState(Span<float> parameters)"))
            {
                writer.Line("ref float values = ref MemoryMarshal.GetReference(parameters);");
                WriteChoice(writer, forms, className, "UpdateState(ref Packed.Start, ref values)");
            }
        }
    }

    /// <summary>Writes a constructor that hands all it gets to its base class, and the gap behind it.</summary>
    internal static void WriteConstructor(CodeWriter writer, string signature, string arguments)
    {
        using (writer.Block($"internal {signature}\n    : base({arguments})"))
        {
        }

        writer.Line();
    }

    /// <summary>Writes a call to the class of the widest form that the processor accelerates.</summary>
    internal static void WriteChoice(CodeWriter writer, EquatableArray<VectorForm> forms, string className, string call, bool returns = false)
    {
        string Call(VectorForm form) => $"{(returns ? "return " : "")}{className}_{form.Name}.{call};";

        if (forms.Count == 1)
        {
            writer.Line(Call(forms[0]));
            return;
        }

        for (int i = 0; i < forms.Count; i++)
        {
            bool isLast = i == forms.Count - 1;
            string condition = isLast ? "else" : $"{(i == 0 ? "if" : "else if")} ({forms[i].Name}.IsHardwareAccelerated)";
            using (writer.Block(condition))
            {
                writer.Line(Call(forms[i]));
            }
        }
    }

    /// <summary>A value of the widest form that the processor accelerates.</summary>
    /// <param name="forms">The forms, widest first.</param>
    /// <param name="value">The value of a form.</param>
    /// <param name="separator">What stands between the forms.</param>
    internal static string Choose(EquatableArray<VectorForm> forms, Func<VectorForm, string> value, string separator = " ") => string.Join(
        separator,
        forms.Select((form, i) =>
        {
            string condition = i == forms.Count - 1 ? "" : $"{form.Name}.IsHardwareAccelerated ? ";
            return $"{(i == 0 ? "" : ": ")}{condition}{value(form)}";
        }));

    /// <summary>Writes a property of the layout, with a line for each form where they differ.</summary>
    private static void WriteProperty(CodeWriter writer, EquatableArray<VectorForm> forms, string property, Func<VectorForm, string> value)
    {
        writer.Gap();
        bool isOne = forms.Select(value).Distinct().Count() == 1;
        writer.Line($"internal static {property} =>{(isOne ? " " + value(forms[0]) : "\n    " + Choose(forms, value, "\n    "))};");
    }
}
