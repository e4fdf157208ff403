using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Hears a vendor's user stream.</summary>
internal sealed class StreamListening(AccountWriter writer, IBroker broker, InstrumentShelf shelf, FaultPoints faults) : IListening
{
    public async Task Listen(BrokerConnection connection, CancellationToken ct)
    {
        while (true)
        {
            // The venue's own rules first: what is off its grid must not reach it.
            var rules = await broker.Instruments(ct);
            if (rules is Answer<IReadOnlyList<Core.Instruments.Instrument>>.Got got)
            {
                shelf.Learn(got.Value);
                connection.Learned();
                break;
            }

            connection.Closed(((Answer<IReadOnlyList<Core.Instruments.Instrument>>.Unavailable)rules).Reason.Message);
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }

        try
        {
            await foreach (var told in broker.Events(ct))
            {
                switch (told)
                {
                    case BrokerEvent.Connected:
                        await Miss();
                        connection.Opened();
                        break;
                    case BrokerEvent.Disconnected lost:
                        connection.Closed(lost.Why);
                        await Miss();
                        break;
                    case BrokerEvent.Gap:
                        connection.Doubt();
                        break;
                    default:
                        faults.Reach("heard");
                        if (!await writer.Do(step => VenueStream.Heard(step, connection.Courier, told))) connection.Doubt();
                        if (told is BrokerEvent.Filled) faults.Reach("fill-booked");
                        break;
                }
            }
        }
        finally
        {
            await Miss();
        }
    }

    // What happens at the venue meanwhile is not heard: whatever was compared before says nothing any more.
    private Task Miss() => writer.Do(step => { step.State.ReconciledAt = null; });
}
