using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace AlgoTrendy.Platform.Telling;

/// <summary>Drops, once an hour, events that are older than Events:KeepDays and that every reader has read.</summary>
internal sealed class Retention(Database database, IConfiguration settings, ILogger<Retention> log) : BackgroundService
{
    public const string KeepSetting = "Events:KeepDays";
    private const int KeepDays = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var keep = Duration.FromDays(settings.GetValue(KeepSetting, KeepDays));
        using var hourly = new PeriodicTimer(Pause);
        try
        {
            do await Trim(keep, stoppingToken);
            while (await hourly.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the platform is shutting down
        }
    }

    private async Task Trim(Duration keep, CancellationToken ct)
    {
        try
        {
            await database.Trim(keep, ct);
        }
        catch (DatabaseException fault)
        {
            log.LogWarning("Old events of {Module} could not be dropped: {Message}", database.Module, fault.Message);
        }
    }
}
