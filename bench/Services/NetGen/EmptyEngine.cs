using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Bench.Services;

/// <summary>Predicts nothing: what is left is the service itself.</summary>
internal sealed class EmptyEngine(NetworkInfo info) : Engine
{
    protected override Place Create() => new EmptyPlace(info);

    private sealed class EmptyPlace(NetworkInfo info) : Place(info.InputSize, info.OutputSize)
    {
        public override ValueTask PredictAsync(CancellationToken cancellation) => default;
    }
}
