using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Kernels;

/// <summary>
/// The kernels of one emitted class, each written once. Steps share a kernel where they would write the same text but for their names; where
/// their memory lies they say in the arguments. So nothing decides what layers share but what their kernels do.
/// </summary>
internal sealed class KernelLibrary
{
    private const int LongestLine = 150;

    private readonly CodeWriter _writer;
    private readonly Dictionary<int, List<SharedKernel>> _kernels = [];
    private readonly Dictionary<(Setting Setting, string Kernel), string> _names = [];
    private readonly HashSet<string> _methods = [];
    private readonly List<Section> _sections = [];

    /// <param name="writer">Writes the class, and is within it.</param>
    /// <param name="plans">The plans whose steps the class runs.</param>
    public KernelLibrary(CodeWriter writer, params ExecutionPlan[] plans)
    {
        _writer = writer;
        foreach (IGrouping<string, Step> steps in plans.SelectMany(plan => plan.Steps).GroupBy(step => step.Name))
        {
            var section = new Section(steps.First());
            foreach (Step step in steps.Where(step => !step.IsSkipped).OrderBy(step => step.Setting.Purpose))
            {
                Add(step, section);
            }

            _sections.Add(section);
        }
    }

    /// <summary>The name under which a step's kernel is called.</summary>
    public string NameOf(Step step, Kernel kernel) => _names[(step.Setting, kernel.Name)];

    /// <summary>Writes the kernels, step by step: what a step shares with one before it, is named.</summary>
    public void Write()
    {
        foreach (Section section in _sections)
        {
            string costs = section.Step.ForwardFlops == 0 ? "" : $"; {NumberText.Grouped(section.Step.ForwardFlops)} FLOPs forward";
            _writer.Heading($"{section.Step.Name}: {section.Step.Text}{costs}.");
            _writer.Line($"// Plan: {section.Step.Words}.");
            WriteShared(section.Shared);
            foreach (SharedKernel kernel in section.Own)
            {
                kernel.Text.Write(_writer, kernel.Prefix, kernel.Called);
            }
        }
    }

    /// <summary>Lists methods that stand further up, on as many lines as they need.</summary>
    private void WriteShared(IEnumerable<SharedKernel> kernels)
    {
        string line = "// Shared:";
        foreach (string name in kernels.Distinct().SelectMany(kernel => kernel.Text.Names.Select(name => kernel.Prefix + name)))
        {
            if (line.Length + name.Length > LongestLine)
            {
                _writer.Line(line);
                line = "// Shared:";
            }

            line += (line[line.Length - 1] == ':' ? " " : ", ") + name;
        }

        if (line[line.Length - 1] != ':')
        {
            _writer.Line(line);
        }
    }

    private void Add(Step step, Section section)
    {
        // The same step without a name: its memory and its places are the same objects.
        Step nameless = step with { Site = step.Site with { Name = KernelText.Mark.ToString() } };
        KernelText[] texts = [.. nameless.Kernels.SelectMany(TextsOf)];
        Dictionary<string, KernelText> byName = texts.SelectMany(text => text.Names.Select(name => (name, text))).ToDictionary(pair => pair.name, pair => pair.text);
        var found = new Dictionary<KernelText, SharedKernel>();
        foreach (KernelText text in texts)
        {
            Find(text);
        }

        foreach (Kernel kernel in step.Kernels)
        {
            string name = kernel.Name.Substring(step.Name.Length);
            _names.Add((step.Setting, kernel.Name), found[byName[name]].Prefix + name);
        }

        SharedKernel Find(KernelText text)
        {
            if (!found.TryGetValue(text, out SharedKernel? kernel))
            {
                Dictionary<string, string> called = text.Called.ToDictionary(name => name, name => Find(byName[name]).Prefix + name);
                kernel = FindOrAdd(text, called, step, section);
                found.Add(text, kernel);
            }

            return kernel;
        }
    }

    private IEnumerable<KernelText> TextsOf(Kernel kernel)
    {
        CodeWriter code = _writer.Aside();
        foreach (KernelPart part in kernel.Parts)
        {
            part.Write(code);
        }

        kernel.Body(code, kernel);
        return code.Cut().Select(method => new KernelText(method));
    }

    private SharedKernel FindOrAdd(KernelText text, Dictionary<string, string> called, Step step, Section section)
    {
        if (!_kernels.TryGetValue(text.Hash, out List<SharedKernel>? candidates))
        {
            _kernels.Add(text.Hash, candidates = []);
        }

        SharedKernel? shared = candidates.Find(candidate =>
            candidate.Text.IsSameAs(text) && text.Called.All(name => candidate.Called[name] == called[name]));
        if (shared is null)
        {
            shared = new SharedKernel(text, called, step.Name, PrefixOf(text, step));
            candidates.Add(shared);
            section.Own.Add(shared);
        }
        else if (shared.Owner != step.Name)
        {
            section.Shared.Add(shared);
        }

        return shared;
    }

    /// <summary>
    /// The name of the step; with the purpose of its plan behind it, or else a number, where a method of that name and signature does something else:
    /// in a plan for another purpose, or by an accident of two steps' names.
    /// </summary>
    private string PrefixOf(KernelText text, Step step)
    {
        string prefix = step.Name;
        for (int i = 1; text.Methods.Any(method => _methods.Contains(prefix + method)); i++)
        {
            prefix = i == 1 ? step.Name + step.Setting.Purpose.ToString() : FormattableString.Invariant($"{step.Name}_{i}");
        }

        _methods.UnionWith(text.Methods.Select(method => prefix + method));
        return prefix;
    }

    /// <summary>A kernel that is written.</summary>
    /// <param name="Text">What it does.</param>
    /// <param name="Called">The methods of its step that it calls, by their names behind the step's.</param>
    /// <param name="Owner">The step for which it was written first.</param>
    /// <param name="Prefix">Begins the names of its methods.</param>
    private sealed record SharedKernel(KernelText Text, IReadOnlyDictionary<string, string> Called, string Owner, string Prefix);

    /// <summary>The kernels of the steps of one name.</summary>
    private sealed class Section(Step step)
    {
        public Step Step { get; } = step;

        /// <summary>Those that no step before them has.</summary>
        public List<SharedKernel> Own { get; } = [];

        /// <summary>Those that were written for a step before them.</summary>
        public List<SharedKernel> Shared { get; } = [];
    }
}
