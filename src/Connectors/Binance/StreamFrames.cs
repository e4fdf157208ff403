using System.Text.Json;
using System.Threading.Channels;
using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Reads frames of the user stream. What can't be understood becomes a gap: then the truth is asked for, and nothing is guessed.</summary>
internal static class StreamFrames
{
    /// <returns>Why the stream is over, or null when it goes on.</returns>
    public static string? Read(ReadOnlySpan<byte> text, ChannelWriter<BrokerEvent> events)
    {
        try
        {
            var frame = JsonSerializer.Deserialize(text, Messages.Default.FrameMessage);
            if (frame?.Event.ValueKind != JsonValueKind.Object) return frame?.Status >= 400 ? $"Binance answered with {frame.Error?.Code}: {frame.Error?.Msg}" : null;

            var kind = frame.Event.GetProperty("e").GetString();
            switch (kind)
            {
                case "executionReport": events.TryWrite(Reports.Event(frame.Event.Deserialize(Messages.Default.ExecutionReport)!)); break;
                case "outboundAccountPosition": events.TryWrite(Balances(frame.Event.Deserialize(Messages.Default.AccountPosition)!)); break;
                // Their orders come as executionReports, their amounts as outboundAccountPosition.
                case "listStatus" or "balanceUpdate": break;
                case "eventStreamTerminated": return "Binance ended the subscription.";
                case "serverShutdown": return "Binance is about to shut this server down.";
                default: events.TryWrite(new BrokerEvent.Gap($"Binance told of '{kind}', which this version does not know.")); break;
            }
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            events.TryWrite(new BrokerEvent.Gap("A message of the user stream could not be read."));
        }

        return null;
    }

    private static BrokerEvent.BalancesChanged Balances(AccountPosition position) =>
        new([.. position.Balances.Select(each => Reports.Balance(each.Asset, each.Free, each.Locked)).OfType<Balance>()]);
}
