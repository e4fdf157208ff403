using System.CommandLine;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Connects an account with its venue.</summary>
internal sealed class BrokersConnectCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account's" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("connect", "Connect to the venue, and stay so") { _id, _json };
        command.SetAction(Connect);
        return command;
    }

    private async Task<int> Connect(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        return BrokerText.Tell(await session.Get<ITrading>().ConnectBroker(new(parsed.GetRequiredValue(_id)), ct), parsed.GetValue(_json));
    }
}
