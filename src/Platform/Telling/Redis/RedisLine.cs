using StackExchange.Redis;

namespace AlgoTrendy.Platform.Telling.Redis;

/// <summary>A connection to Redis that never waits for ever: the library's own asynchronous calls have no time limit.</summary>
internal sealed class RedisLine : IAsyncDisposable
{
    /// <summary>After this, whether a call was done is not known.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly ConnectionMultiplexer _connection;
    private readonly string _where;

    private RedisLine(ConnectionMultiplexer connection, string where)
    {
        _connection = connection;
        _where = where;
    }

    /// <summary>Comes back at once; the server may come later.</summary>
    /// <exception cref="SetupException">The address cannot be read.</exception>
    public static async Task<RedisLine> Open(string address)
    {
        try
        {
            var options = ConfigurationOptions.Parse(address);
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = (int)Limit.TotalMilliseconds;
            options.ClientName = "algotrendy";
            var connection = await ConnectionMultiplexer.ConnectAsync(options);
            connection.PreserveAsyncOrder = false; // otherwise one slow completion holds up all others
            return new(connection, string.Join(", ", options.EndPoints.Select(each => each.ToString())));
        }
        catch (ArgumentException cause)
        {
            throw new SetupException($"Bus:Redis is '{address}', which is no address: {cause.Message} Write it as host:port.", cause);
        }
    }

    /// <exception cref="IOException">Not connected, refused, or lost on the way: it may have been done or not.</exception>
    public async Task<RedisResult> Ask(string command, params object[] arguments)
    {
        // Asking while there is no connection costs two exceptions a call.
        if (!_connection.IsConnected) throw new IOException($"Redis at {_where} cannot be reached. Start it, or correct Bus:Redis.");

        try
        {
            return await _connection.GetDatabase().ExecuteAsync(command, arguments).WaitAsync(Limit);
        }
        catch (TimeoutException cause)
        {
            throw new IOException($"Redis at {_where} did not answer {command} within {Limit.TotalSeconds:0} s.", cause);
        }
        catch (RedisConnectionException cause)
        {
            throw new IOException($"Redis at {_where} was lost: {cause.Message}", cause);
        }
    }

    /// <summary>Calls <paramref name="wake"/> for every message; a hint only, as messages get lost.</summary>
    public void Listen(string channel, Action wake) => _connection.GetSubscriber().Subscribe(channel, (_, _) => wake(), CommandFlags.FireAndForget);

    public async ValueTask DisposeAsync()
    {
        await _connection.CloseAsync(allowCommandsToComplete: false);
        _connection.Dispose();
    }
}
