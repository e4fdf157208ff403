using System.CommandLine;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Cancels a waiting order.</summary>
internal sealed class OrderCancelCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which order" };
    private readonly Option<int?> _wait = TradingOptions.Wait();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("cancel", "Cancel a waiting order") { _id, _wait, _json };
        command.SetAction(Cancel);
        return command;
    }

    private async Task<int> Cancel(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var reply = await session.Get<ITrading>().CancelOrder(new(parsed.GetRequiredValue(_id), parsed.GetValue(_wait) ?? TradingOptions.UsualWaitMs), ct);
        return OrderText.Tell(reply, parsed.GetValue(_json), session);
    }
}
