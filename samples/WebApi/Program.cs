using System;
using System.IO;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NetGen.Samples.WebApi.Bodies;
using NetGen.Samples.WebApi.Hosting;

namespace NetGen.Samples.WebApi;

/// <summary>
/// A service that tells what clothing a picture shows. With <c>train FOLDER FILE</c> it trains its network on Fashion-MNIST instead and writes the weights.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["train", string folder, string weights])
        {
            return Train(folder, weights);
        }

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(arguments);
        Settings settings = Settings.Read(builder.Configuration);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = settings.MaxBodyBytes);
        // The host's time to finish what was accepted begins when the service has turned its clients away.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout += TimeSpan.FromSeconds(settings.DrainSeconds));
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(new BodyParsers(ClothingCnn.Info, settings.MaxPixels));
        builder.Services.AddNetwork<ClothingCnn>(settings.Weights).AddBatchingPredictor<ClothingCnn>(settings.Batching);
        builder.Services.AddSingleton<PredictEndpoint>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Readiness>());

        using WebApplication app = builder.Build();
        app.UseStatusCodePages();
        app.Use((context, next) => context.RequestServices.GetRequiredService<Readiness>().SendAway(context, next));
        app.MapPost("/predict", (RequestDelegate)(context => context.RequestServices.GetRequiredService<PredictEndpoint>().Handle(context)));
        app.MapGet("/healthz", (RequestDelegate)(context => context.Response.WriteAsync("healthy", context.RequestAborted)));
        app.MapGet("/readyz", (RequestDelegate)(context => context.RequestServices.GetRequiredService<Readiness>().Tell(context)));
        try
        {
            app.Run();
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"The service could not start: {exception.Message}");
            return 1;
        }
    }

    private static int Train(string folder, string weights)
    {
        try
        {
            Training.Run(folder, weights);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            // An argument is wrong where training was broken off on other data.
            Console.Error.WriteLine($"The network could not be trained: {exception.Message}");
            return 1;
        }
    }
}
