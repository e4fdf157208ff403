using System.CommandLine;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Ends an account's connection after a stop that is verified.</summary>
internal sealed class BrokersDisconnectCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account's" };
    private readonly Option<bool> _cancel = new("--cancel-orders") { Description = "Cancel waiting orders first" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("disconnect", "Stop, see what is left, and disconnect") { _id, _cancel, _json };
        command.SetAction(Disconnect);
        return command;
    }

    private async Task<int> Disconnect(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        return TradingFlattenCommand.Tell(await session.Get<ITrading>().DisconnectBroker(new(parsed.GetRequiredValue(_id), parsed.GetValue(_cancel)), ct), parsed.GetValue(_json));
    }
}
