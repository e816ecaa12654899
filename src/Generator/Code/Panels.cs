
namespace NetGen.Generator.Code;

/// <summary>Writes the packing of a matrix [steps][outputs] into panels of two registers of outputs: [panel][step][panel's outputs].</summary>
internal static class Panels
{
    /// <summary>Matrices of so many bytes are not in a cache near the core when they are packed.</summary>
    private const int FarBytes = 256 * 1024;

    /// <summary>Rows of such a matrix that are read side by side, so that what lies behind a panel's part of a row is read while it is at hand.</summary>
    private const int FarSteps = 8;

    /// <summary>Packs rows, each of which is contiguous. The places of outputs that do not exist stay zero.</summary>
    /// <param name="factors">Reference to a factor for each output; null where there are none.</param>
    /// <param name="stride">Floats from one row of the matrix to the next; 0 where they follow each other.</param>
    public static void WritePack(CodeWriter writer, VectorForm form, int steps, int outputs, string source, string target, string? factors = null, int stride = 0)
    {
        int row = stride == 0 ? outputs : stride;
        string Scaled(Operations op, string value, string output) => factors is null ? value : $"{value} * {op.Load(factors, output)}";

        int columns = form.Columns(outputs);
        int width = 2 * form.Lanes;
        int whole = outputs / width;
        if (whole > 0)
        {
            bool isFar = whole > 1 && (long)steps * outputs * sizeof(float) >= FarBytes;
            string some = steps % FarSteps == 0 ? $"first + {FarSteps}" : $"Math.Min(first + {FarSteps}, {steps})";
            using (isFar ? writer.Block($"for (int first = 0; first < {steps}; first += {FarSteps})") : default(CodeWriter.Scope?))
            using (writer.Loop("panel", whole))
            using (writer.Block(isFar ? $"for (int step = first; step < {some}; step++)" : $"for (int step = 0; step < {steps}; step++)"))
            {
                string panel = whole == 1 ? "0" : "panel";
                writer.Line($"ref float from = ref {Reference.At(source, Reference.Sum(Reference.Product("step", row), Reference.Product(panel, width)))};");
                writer.Line($"ref float to = ref {Reference.At(target, Reference.Sum(Reference.Product(panel, (long)steps * width), Reference.Product("step", width)))};");
                var op = new Operations(form);
                foreach (int column in new[] { 0, form.Lanes })
                {
                    string output = Reference.Sum(Reference.Product(panel, width), Literal.Of(column));
                    writer.Line(Reference.Store(Scaled(op, form.Load("from", Literal.Of(column)), output), "to", Literal.Of(column)));
                }
            }
        }

        int rest = outputs - (whole * width);
        if (rest > 0)
        {
            int restWidth = (columns - (2 * whole)) * form.Lanes;
            using (writer.Block($"for (int step = 0; step < {steps}; step++)"))
            {
                writer.Line($"ref float from = ref {Reference.At(source, Reference.Sum(Reference.Product("step", row), Literal.Of(whole * width)))};");
                writer.Line($"ref float to = ref {Reference.At(target, Reference.Sum(Literal.Of((long)whole * width * steps), Reference.Product("step", restWidth)))};");
                Sweep.Row(writer, rest, form, "i", (op, i) => writer.Line(op.Store(Scaled(op, op.Load("from", i), Reference.Advance(i, whole * width)), "to", i)));
            }
        }
    }

    /// <summary>Packs rows of outputs that fill no more than half of a register, for steps of two terms: [step][output][term].</summary>
    /// <param name="reduction">The sum, whose terms the rows are.</param>
    /// <inheritdoc cref="WritePack"/>
    public static void WritePairs(CodeWriter writer, VectorForm form, Reduction reduction, int rows, int outputs, string source, string target, string? factors, int stride)
    {
        if (!reduction.Overlaps)
        {
            WriteEvenPairs(writer, form, rows, outputs, source, target, factors, stride);
            return;
        }

        int terms = (2 * reduction.Length) - 1;
        writer.Line("// The last step of a run begins with the second term of the step before, and either has half of its weight.");
        using (writer.Loop("run", rows / terms))
        {
            string run = rows == terms ? "0" : "run";
            writer.Line($"ref float ofRun = ref {Reference.At(source, Reference.Product(run, (long)terms * stride))};");
            writer.Line($"ref float steps = ref {Reference.At(target, Reference.Product(run, (long)reduction.Length * form.Lanes))};");
            WriteEvenPairs(writer, form, terms - 1, outputs, "ofRun", "steps", factors, stride);
            writer.Line($"ref float last = ref {Reference.At("ofRun", (long)(terms - 1) * stride)};");
            writer.Line($"ref float shared = ref {Reference.At("steps", ((reduction.Length - 2) * form.Lanes) + 1)};");
            writer.Line($"ref float lastStep = ref {Reference.At("steps", (reduction.Length - 1) * form.Lanes)};");
            using (writer.Block($"for (int i = 0; i < {outputs}; i++)"))
            {
                writer.Line($"{Reference.At("shared", "2 * i")} *= 0.5f;");
                writer.Line($"{Reference.At("lastStep", "2 * i")} = {Reference.At("shared", "2 * i")};");
                writer.Line($"{Reference.At("lastStep", "(2 * i) + 1")} = {Reference.At("last", "i")}{Factor(factors)};");
            }
        }
    }

    private static void WriteEvenPairs(CodeWriter writer, VectorForm form, int rows, int outputs, string source, string target, string? factors, int stride)
    {
        using (writer.Block($"for (int row = 0; row < {rows}; row++)"))
        {
            writer.Line($"ref float from = ref {Reference.At(source, Reference.Product("row", stride))};");
            writer.Line($"ref float to = ref {Reference.At(target, PlaceInPairs(form, "row"))};");
            using (writer.Block($"for (int i = 0; i < {outputs}; i++)"))
            {
                writer.Line($"{Reference.At("to", "2 * i")} = {Reference.At("from", "i")}{Factor(factors)};");
            }
        }
    }

    private static string Factor(string? factors) => factors is null ? "" : $" * {Reference.At(factors, "i")}";

    /// <summary>Where a term's weights begin, for steps of two terms.</summary>
    /// <param name="term">A variable, or a sum in parentheses.</param>
    public static string PlaceInPairs(VectorForm form, string term) => $"({term} / 2 * {Literal.Of(form.Lanes)}) + ({term} % 2)";

    /// <summary>Packs the transpose of a matrix [outputs][steps]. The places of outputs that do not exist stay zero.</summary>
    /// <param name="outputPitch">Floats from one output to the next in the source.</param>
    /// <param name="panelSteps">Steps of a panel where the matrix holds but some of them; 0 where it holds all.</param>
    /// <param name="firstStep">The first of these: a variable, or 0.</param>
    /// <inheritdoc cref="WritePack"/>
    public static void WriteTransposed(
        CodeWriter writer,
        VectorForm form,
        int steps,
        int outputs,
        string source,
        int outputPitch,
        string target,
        string? factors = null,
        int panelSteps = 0,
        string firstStep = "0")
    {
        int width = 2 * form.Lanes;
        int whole = outputs / width;
        int rest = outputs - (whole * width);
        long panelLength = (long)width * (panelSteps == 0 ? steps : panelSteps);
        if (whole > 0)
        {
            using (writer.Loop("panel", whole))
            {
                WritePanel(whole == 1 ? "0" : "panel", width, width);
            }
        }

        if (rest > 0)
        {
            WritePanel(Literal.Of(whole), rest, form.Columns(rest) * form.Lanes);
        }

        void WritePanel(string panel, int count, int pitch)
        {
            string from = Reference.At(source, Reference.Product(panel, (long)width * outputPitch));
            string to = Reference.At(target, Reference.Sum(Reference.Product(panel, panelLength), Reference.Product(firstStep, pitch)));
            writer.Line($"Packing.Transpose(ref {from}, {count}, {steps}, {outputPitch}, ref {to}, {pitch});");
            if (factors is null)
            {
                return;
            }

            using (writer.Block($"for (int row = 0; row < {steps}; row++)"))
            {
                writer.Line($"ref float scaled = ref {Reference.At(to, Reference.Product("row", pitch))};");
                string first = Reference.Product(panel, width);
                Sweep.Row(writer, count, form, "i", (op, i) => writer.Line(op.Store($"{op.Load("scaled", i)} * {op.Load(factors, Reference.Sum(first, i))}", "scaled", i)));
            }
        }
    }
}
