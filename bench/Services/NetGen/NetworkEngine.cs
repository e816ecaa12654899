using System;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Bench.Services;

/// <summary>A network that NetGen has compiled.</summary>
internal sealed class NetworkEngine(INetwork network, BatchingPredictor<INetwork>? predictor) : Engine
{
    protected override Place Create() => new NetworkPlace(network, predictor);

    private sealed class NetworkPlace(INetwork network, BatchingPredictor<INetwork>? predictor) : Place(network.Info.InputSize, network.Info.OutputSize)
    {
        public override ValueTask PredictAsync(CancellationToken cancellation)
        {
            if (predictor is not null)
            {
                return predictor.PredictAsync(Input, Output, cancellation);
            }

            network.Predict(Input, Output);
            return default;
        }
    }
}
