using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace NetGen.Samples.WebApi.Hosting;

/// <summary>
/// Whether the service wants to be asked. When it is told to end it says no, and goes on answering until others have seen that; then the server stops
/// listening and finishes what it has accepted, and at last the predictor ends.
/// </summary>
internal sealed class Readiness(BatchingPredictor<ClothingCnn> predictor, IHostApplicationLifetime lifetime, Settings settings) : IHostedLifecycleService
{
    /// <summary>False from the moment on when the service is told to end.</summary>
    public bool IsReady => !lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>GET /readyz.</summary>
    public Task Tell(HttpContext context)
    {
        context.Response.StatusCode = IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var status = new ServiceStatus(IsReady ? "ready" : "stopping", predictor.QueueLength);
        return context.Response.WriteAsJsonAsync(status, MessageContext.Default.ServiceStatus, cancellationToken: context.RequestAborted);
    }

    /// <summary>Asks clients that keep their connections to come back on another one, which may lead elsewhere.</summary>
    public Task SendAway(HttpContext context, RequestDelegate next)
    {
        if (!IsReady)
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    }

    /// <summary>Called before the server stops listening.</summary>
    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromSeconds(settings.DrainSeconds), cancellationToken);

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
