using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Binance's time, by ours and a measured offset. It is measured again all the time, because clocks drift and laptops sleep.</summary>
internal sealed class ServerClock(Rest rest, BinanceOptions options)
{
    private Answer<ClockReading>.Got? _reading;
    private long _measuredAt;
    private int _isMeasuring;

    /// <summary>Milliseconds since the epoch, as a signed request wants them.</summary>
    public async Task<long> Timestamp(CancellationToken ct)
    {
        if (_reading is null) await Measure(ct);
        // An old reading still serves: an order does not wait for a better one.
        else if (options.Time.GetElapsedTime(Volatile.Read(ref _measuredAt)) > options.ClockEvery && Interlocked.Exchange(ref _isMeasuring, 1) == 0) _ = MeasureMeanwhile();

        return (options.Time.GetUtcNow() + (_reading?.Value.Offset ?? TimeSpan.Zero)).ToUnixTimeMilliseconds();
    }

    public async Task<Answer<ClockReading>> Measure(CancellationToken ct)
    {
        var (before, started) = (options.Time.GetUtcNow(), options.Time.GetTimestamp());
        var reply = await rest.Once("/api/v3/time", ct);
        var roundTrip = options.Time.GetElapsedTime(started);
        var answer = Outcomes.Answer(reply, body => new ClockReading(
            DateTimeOffset.FromUnixTimeMilliseconds(Outcomes.Parsed(body, Messages.Default.TimeMessage).ServerTime) - (before + roundTrip / 2), roundTrip));
        if (answer is Answer<ClockReading>.Got got)
        {
            _reading = got;
            Volatile.Write(ref _measuredAt, options.Time.GetTimestamp());
        }

        return answer;
    }

    private async Task MeasureMeanwhile()
    {
        try
        {
            using var limit = new CancellationTokenSource(options.Patience, options.Time);
            await Measure(limit.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // The next request tries again.
        }
        finally
        {
            Volatile.Write(ref _isMeasuring, 0);
        }
    }
}
