using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>The account's events, over as many connections as it takes. Every connection but the first begins with a gap.</summary>
internal sealed class UserStream(Endpoints endpoints, ServerClock clock, Limits limits, BinanceOptions options)
{
    public async IAsyncEnumerable<BrokerEvent> Read([EnumeratorCancellation] CancellationToken ct)
    {
        // Without a bound: a slow reader must not keep us from answering the venue, which would cut us off.
        var events = Channel.CreateUnbounded<BrokerEvent>(new() { SingleReader = true, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keeping = KeepConnected(events.Writer, ended.Token);
        try
        {
            await foreach (var each in events.Reader.ReadAllAsync(ct)) yield return each;
        }
        finally
        {
            await ended.CancelAsync();
            await keeping;
        }
    }

    private async Task KeepConnected(ChannelWriter<BrokerEvent> events, CancellationToken ct)
    {
        try
        {
            for (var (failures, isFirst) = (0, true); !ct.IsCancellationRequested;)
            {
                // A ban is of the address, and knocking makes it longer.
                if (limits.Check(Urgency.Cancel) is { } no && no.Reason.Code == BrokerRefusals.Banned)
                {
                    events.TryWrite(new BrokerEvent.Disconnected(no.Reason.Message));
                    await Task.Delay(no.RetryAfter, options.Time, ct);
                }

                await using var connection = new UserConnection(endpoints, clock, options);
                if (await connection.Open(ct) is { } fault)
                {
                    failures++;
                    events.TryWrite(new BrokerEvent.Disconnected(fault));
                }
                else
                {
                    failures = 0;
                    events.TryWrite(new BrokerEvent.Connected());
                    if (!isFirst) events.TryWrite(new BrokerEvent.Gap("The connection is a new one; what happened before it was not heard."));
                    isFirst = false;
                    events.TryWrite(new BrokerEvent.Disconnected(await connection.Pump(events, ct)));
                }

                await Task.Delay(Pause(failures), options.Time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (Exception fault)
        {
            // A fault of ours reaches the reader instead of a stream that is silent for ever.
            events.TryComplete(fault);
        }
        finally
        {
            events.TryComplete();
        }
    }

    // Doubles with each failure, and is spread over half of itself: 300 connections in 5 minutes are the limit of an address.
    private TimeSpan Pause(int failures)
    {
        var longest = Math.Min(options.ReconnectAfter.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 10)), options.ReconnectAtMost.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(longest * (0.5 + options.Chance.NextDouble() / 2));
    }
}
