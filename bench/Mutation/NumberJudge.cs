using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Numbers;
using NetGen.Golden.Tests.Properties;

namespace NetGen.Bench.Mutation;

/// <summary>
/// Compiles networks of <c>WidthTests</c> and <c>FusionTests</c> with a mutant, and where the emitted text is not what it was, holds the numbers to plain
/// loops, as these tests do. A text alone is never held against a mutant.
/// </summary>
internal sealed class NumberJudge
{
    /// <summary>Networks that may be computed rightly, with another text, before a mutant is left to the tests.</summary>
    private const int MostCompared = 10;

    /// <summary>Networks that are also emitted at another width.</summary>
    private const int EmittedTwice = 32;

    private static readonly string Widest = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128";

    private readonly List<Subject> _subjects = [];

    /// <summary>Takes down what the compiler emits unchanged.</summary>
    public NumberJudge(MutatedCompiler unchanged)
    {
        foreach (NetworkKind kind in Enum.GetValues<NetworkKind>())
        {
            IReadOnlyList<NetworkSpec> specs = new RandomKernels(kind).Specs;
            _subjects.AddRange(specs.Select((spec, i) => new Subject(spec, (uint)i, kind)));
        }

        _subjects.AddRange(NumberNetworks.Convolutions.Select(spec => new Subject(spec, 0, NetworkKind.Any)));

        // Every second one, small ones first, and of each kind in turn.
        _subjects = [.. _subjects
            .GroupBy(subject => subject.Kind)
            .SelectMany(group => group.OrderBy(subject => subject.Size).Select((subject, i) => (Turn: i, Subject: subject)))
            .Where(entry => entry.Turn % 2 == 0).OrderBy(entry => entry.Turn).Select(entry => entry.Subject)];
        foreach (Subject subject in _subjects)
        {
            subject.Fingerprint = unchanged.Emit(subject.Declared, Widest, out _);
        }

        foreach (Subject subject in _subjects.Take(EmittedTwice))
        {
            subject.OtherForms = unchanged.Emit(subject.Declared, Others, out _);
        }
    }

    public int Networks => _subjects.Count;

    private static string Others => Widest == "128" ? "256" : "128";

    /// <summary>Judges a mutant.</summary>
    /// <returns>The outcome and what shows it.</returns>
    public (Outcome Outcome, string Reason) Judge(MutatedCompiler mutant)
    {
        int different = 0;
        int compared = 0;
        foreach (Subject subject in _subjects)
        {
            string fingerprint;
            CSharpCompilation complete;
            try
            {
                fingerprint = mutant.Emit(subject.Declared, Widest, out complete);
            }
            catch (Exception thrown)
            {
                Exception inner = (thrown as TargetInvocationException)?.InnerException ?? thrown;
                bool isVerified = inner.StackTrace?.Contains("PlanVerifier", StringComparison.Ordinal) == true;
                return (isVerified ? Outcome.KilledByVerifier : Outcome.KilledByException, $"{subject.Title}: {inner.GetType().Name}: {inner.Message}");
            }

            if (fingerprint == subject.Fingerprint)
            {
                continue;
            }

            different++;
            if (compared < MostCompared && Fault(subject, complete) is { } fault)
            {
                return fault;
            }

            compared++;
        }

        if (different > 0)
        {
            return (Outcome.SurvivedNumbers, FormattableString.Invariant($"another text for {different} of {Networks} networks, and the right numbers"));
        }

        Subject? other = _subjects.Take(EmittedTwice)
            .FirstOrDefault(subject => Throws(() => mutant.Emit(subject.Declared, Others, out _)) != subject.OtherForms);
        return other is null
            ? (Outcome.Unreached, "the same text for all networks")
            : (Outcome.SurvivedNumbers, $"another text at other widths alone, {other.Title}");
    }

    private static (Outcome Outcome, string Reason)? Fault(Subject subject, CSharpCompilation complete)
    {
        var loaded = new AssemblyLoadContext("network", isCollectible: true);
        try
        {
            if (MutatedCompiler.Load(complete, loaded, out string error) is not { } type)
            {
                return (Outcome.KilledByCompiler, $"{subject.Title}: {error}");
            }

            KernelComparison.Compare(MutatedCompiler.Create(type), subject.Experiment);
            return null;
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is NotSupportedException refused)
        {
            return (Outcome.KilledByRule, $"{subject.Title}: {refused.Message}");
        }
        catch (Exception thrown)
        {
            return (Outcome.KilledByNumbers, $"{subject.Title}: {thrown.GetType().Name}: {thrown.Message}");
        }
        finally
        {
            loaded.Unload();
        }
    }

    private static string Throws(Func<string> emit)
    {
        try
        {
            return emit();
        }
        catch (Exception thrown)
        {
            return thrown.Message;
        }
    }

    /// <summary>A network with what the unchanged compiler makes of it.</summary>
    private sealed class Subject(NetworkSpec spec, uint seed, NetworkKind kind)
    {
        private Experiment? _experiment;

        public NetworkSpec Spec => spec;

        public NetworkKind Kind => kind;

        public string Title => $"{kind} {spec.Name}";

        public long Size { get; } = spec.Shapes.Sum(shape => (long)shape.Size) + spec.Input.Size;

        public CSharpCompilation Declared { get; } = MutatedCompiler.Declared(spec);

        public string Fingerprint { get; set; } = "";

        public string OtherForms { get; set; } = "";

        /// <summary>What plain loops make of it, computed once.</summary>
        public Experiment Experiment => _experiment ??= Experiment.Draw(spec, seed, kind);
    }
}
