using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NetGen.Bench.Mutation;

/// <summary>
/// Runs classes of a test project against a compiler that was changed, within this process: what the C# compiler and the test framework cost to start is
/// paid once, and not for each mutant. The test assembly and the mutant are loaded anew each time, all else is shared.
/// </summary>
internal sealed class TestHost
{
    /// <summary>Assemblies of which each mutant has its own.</summary>
    private static readonly string[] Own = ["NetGen.Generator", "NetGen.CodeFixes", "NetGen.Generator.Tests", "NetGen.Golden.Tests"];

    private readonly string _folder;
    private readonly string _assembly;

    /// <summary>The tests of an output folder.</summary>
    public TestHost(string folder, string assembly)
    {
        _folder = folder;
        _assembly = assembly;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            File.Exists(PathOf(name)) && !Own.Contains(name.Name) ? context.LoadFromAssemblyPath(PathOf(name)) : null;
    }

    /// <summary>Runs the tests of some classes, one after the other.</summary>
    /// <param name="mutant">
    /// The changed compiler, a file of its own: of a file that was loaded once and is another now, the runtime would give the image that it has.
    /// </param>
    /// <param name="isWanted">Whether a class, "NetGen.Generator.Tests.FusionTests", is run.</param>
    /// <returns>The first test that failed, and how many passed.</returns>
    public (string? Failed, int Passed) Run(string mutant, Func<string, bool> isWanted)
    {
        // The tests find their files beside the program.
        AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", _folder + Path.DirectorySeparatorChar);
        var context = new TestContext(this, mutant);
        Assembly tests = context.LoadFromAssemblyPath(Path.Combine(_folder, _assembly + ".dll"));
        using (context.EnterContextualReflection())
        {
            using var sink = new Sink();
            using var discoverer = new XunitTestFrameworkDiscoverer(Reflector.Wrap(tests), new NoSource(), sink);
            discoverer.Find(includeSourceInformation: false, sink, new Options());
            sink.Discovered.Wait();
            ITestCase[] cases = [.. sink.Cases.Where(test => isWanted(test.TestMethod.TestClass.Class.Name))];
            using var executor = new XunitTestFrameworkExecutor(tests.GetName(), new NoSource(), sink);
            executor.RunTests(cases.Cast<IXunitTestCase>(), sink, new Options { ["xunit.execution.DisableParallelization"] = true });
            sink.Finished.Wait();
            return (sink.Failed, sink.Passed);
        }
    }

    private string PathOf(AssemblyName name) => Path.Combine(_folder, name.Name + ".dll");

    private sealed class TestContext(TestHost host, string mutant) : AssemblyLoadContext("tests")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (!Own.Contains(assemblyName.Name))
            {
                return null;
            }

            string path = assemblyName.Name == "NetGen.Generator" ? mutant : host.PathOf(assemblyName);
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }

    private sealed class Options : Dictionary<string, object?>, ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        public TValue GetValue<TValue>(string name) => TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => this[name] = value;
    }

    private sealed class NoSource : LongLivedMarshalByRefObject, ISourceInformationProvider
    {
        public ISourceInformation? GetSourceInformation(ITestCase testCase) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Sink : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        public List<ITestCase> Cases { get; } = [];

        public ManualResetEventSlim Discovered { get; } = new();

        public ManualResetEventSlim Finished { get; } = new();

        public string? Failed { get; private set; }

        public int Passed { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage found:
                    Cases.Add(found.TestCase);
                    break;
                case IDiscoveryCompleteMessage:
                    Discovered.Set();
                    break;
                case ITestPassed:
                    Passed++;
                    break;
                case ITestFailed failed:
                    Failed ??= $"{failed.Test.DisplayName}: {failed.Messages.FirstOrDefault()}";
                    break;
                case ITestAssemblyFinished:
                    Finished.Set();
                    break;
            }

            // Whoever stops the framework here has it throw on a thread of the pool.
            return true;
        }

        public void Dispose()
        {
            Discovered.Dispose();
            Finished.Dispose();
        }
    }
}
