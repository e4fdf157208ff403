using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Risk.Limits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Risk.Alerts;

/// <summary>Looks every few seconds at how the accounts stand to their limits. An ask, so that it works in one process and in several, with Redis or without.</summary>
internal sealed class AlertRounds(AlertStore store, LastStandings last, RiskFaults faults, ITrading trading, IConfiguration settings, ILogger<AlertRounds> log) : IHostedService, IDisposable
{
    public const string Setting = "Risk:AlertSeconds";

    private readonly TimeSpan _every = TimeSpan.FromSeconds(Times.Seconds(settings, Setting, 2));
    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(Go, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _running;
    }

    public void Dispose() => _ending.Dispose();

    private async Task Go()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var standings = await trading.ListStandings(new(), _ending.Token);
                last.See(standings.Items);
                await store.Take(standings, await faults.Now(_ending.Token), _ending.Token);
            }
            catch (Exception cause) when (!_ending.IsCancellationRequested)
            {
                last.See([]);
                log.LogWarning("How accounts stand to their limits could not be seen; it is tried again: {Reason}", cause.Message);
            }
            catch (Exception)
            {
                // Trading may have ended before.
                return;
            }

            await Task.Delay(_every, _ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
