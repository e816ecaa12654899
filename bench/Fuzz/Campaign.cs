using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using NetGen.Import.Tests.Hostile;

namespace NetGen.Bench.Fuzz;

/// <summary>
/// Gives one reader mutants of its corpus. An input that is answered in a way that none was before, or that is read along another way, joins the corpus, so that later mutants come
/// further; with a folder, the corpus stays there for the next campaign.
/// </summary>
/// <param name="target">The reader.</param>
/// <param name="guide">How inputs are chosen.</param>
/// <param name="seed">Another one gives other mutants.</param>
/// <param name="folder">Where the corpus and what was found is kept; null for nowhere.</param>
internal sealed partial class Campaign(Target target, Guide guide, uint seed, string? folder)
{
    private const int MutantsOfOne = 64;
    private const int LeastLength = 4_096;
    private const int MostKept = 2_000;

    /// <summary>An input that lasts for so many ticks is read for ever. A process that is stopped, or a computer that sleeps, has one tick more and not many.</summary>
    private const int MostTicks = 6;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    private readonly List<byte[]> _corpus = [.. target.Seeds];
    private readonly HashSet<string> _answers = [];
    private readonly Random _random = new((int)seed);
    private readonly Coverage? _coverage = Coverage.IsInstrumented ? new() : null;
    private byte[] _current = [];
    private bool _isReading;
    private int _ticks;

    /// <summary>Inputs that were read.</summary>
    public int Inputs { get; private set; }

    /// <summary>Inputs that were accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>Inputs in the corpus.</summary>
    public int Kept => _corpus.Count;

    /// <summary>Edges of the reader's control flow that were taken; 0 where they are not counted.</summary>
    public int Edges => _coverage?.Edges ?? 0;

    /// <summary>What breaks a promise, each kind once.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Runs until so many inputs were read, so much time has gone, or somebody wants it to end.</summary>
    public void Run(int count, TimeSpan time, CancellationToken cancellation)
    {
        string? kept = folder is null ? null : Directory.CreateDirectory(Path.Combine(folder, target.Name)).FullName;
        _corpus.AddRange(kept is null ? [] : Directory.EnumerateFiles(kept).Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
        using var watch = new Timer(_ => EndIfForEver(), null, Tick, Tick);
        for (int i = 0; i < _corpus.Count; i++)
        {
            Try(_corpus[i]);
            _coverage?.Keep(i, _corpus[i].Length);
        }

        var mutator = new Mutator(_random, target.Words, Math.Max(LeastLength, 2 * target.Seeds.Max(sound => sound.Length)));
        var clock = Stopwatch.StartNew();
        for (uint round = seed; Inputs < count && clock.Elapsed < time && !cancellation.IsCancellationRequested; round++)
        {
            byte[] parent = Parent();
            byte[] other = Parent();
            foreach (byte[] mutant in FileMutants.Of(parent.Length <= 8 ? [.. parent, .. new byte[9]] : parent, MutantsOfOne, round))
            {
                byte[] input = _random.Next(2) == 0 ? mutator.Mutate(parent, other) : mutant;
                if (Try(input) && _corpus.Count < MostKept)
                {
                    Keep(input, kept);
                }

                if (clock.Elapsed >= time || cancellation.IsCancellationRequested)
                {
                    break;
                }
            }
        }
    }

    /// <summary>
    /// What is refused is the most by far: half of the mutants come from what is sound. Where edges are counted, most of the others come from the shortest input that takes an edge, each
    /// edge as often as every other.
    /// </summary>
    private byte[] Parent() => _random.Next(4) switch
    {
        0 => target.Seeds[_random.Next(target.Seeds.Length)],
        1 when guide != Guide.Edges => target.Seeds[_random.Next(target.Seeds.Length)],
        1 or 2 when guide == Guide.Edges => _corpus[_coverage!.Draw(_random)],
        _ => _corpus[_random.Next(_corpus.Count)],
    };

    private void Keep(byte[] input, string? kept)
    {
        _coverage?.Keep(_corpus.Count, input.Length);
        _corpus.Add(input);
        if (kept is not null)
        {
            File.WriteAllBytes(Path.Combine(kept, FormattableString.Invariant($"{_corpus.Count:d5}")), input);
        }
    }

    /// <summary>Reads an input; whether it is worth keeping.</summary>
    private bool Try(byte[] input)
    {
        if (_coverage is not null)
        {
            Coverage.Begin();
        }

        (_current, _ticks) = (input, 0);
        Volatile.Write(ref _isReading, true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string answer;
        try
        {
            answer = target.Read(input);
            Accepted++;
        }
        catch (Exception exception) when (target.Refuses(exception))
        {
            answer = Kind(exception.Message);
        }
        catch (Exception exception)
        {
            answer = $"{exception.GetType().Name}: {Kind(exception.Message)}";
            Find(answer, $"{exception}", input);
        }

        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        if (taken > target.Most(input.Length))
        {
            Find("memory", $"{input.Length} bytes made the reader take {taken}", input);
        }

        Volatile.Write(ref _isReading, false);
        Inputs++;
        bool takesNewWay = _coverage?.HasNew() == true;
        bool isAnsweredAnew = _answers.Add(answer);
        return guide == Guide.Edges ? takesNewWay : isAnsweredAnew;
    }

    private void Find(string kind, string text, byte[] input)
    {
        if (Findings.Any(finding => finding.StartsWith(kind, StringComparison.Ordinal)))
        {
            return;
        }

        string path = Path.Combine(folder ?? Path.GetTempPath(), FormattableString.Invariant($"found-{target.Name}-{Findings.Count}"));
        File.WriteAllBytes(path, input);
        Findings.Add($"{kind}\n{text}\nThe input is in {path}.");
    }

    /// <summary>A thread that never comes back cannot be ended; the process can.</summary>
    private void EndIfForEver()
    {
        if (Volatile.Read(ref _isReading) && Interlocked.Increment(ref _ticks) > MostTicks)
        {
            Find("hang", "is read for ever", _current);
            Console.Error.WriteLine($"{target.Name}: {Findings[^1]}");
            Environment.Exit(1);
        }
    }

    /// <summary>A message without what differs from input to input.</summary>
    private static string Kind(string message) => Particular().Replace(message.Split('\n')[0], "?");

    [GeneratedRegex("'[^']*'|\"[^\"]*\"|[0-9]+|\\\\u[0-9a-f]{4}")]
    private static partial Regex Particular();
}
