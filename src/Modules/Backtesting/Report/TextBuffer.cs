using System.Buffers;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>Lets the JSON writer, which writes bytes, write into text a piece at a time. The bytes must be ASCII, as those of the default JSON encoder are.</summary>
internal sealed class TextBuffer(TextWriter text) : IBufferWriter<byte>
{
    private const int Least = 16 * 1024;

    private byte[] _bytes = new byte[Least];
    private char[] _letters = new char[Least];

    public void Advance(int count)
    {
        for (var index = 0; index < count; index++) _letters[index] = (char)_bytes[index];
        text.Write(_letters, 0, count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _bytes.Length) (_bytes, _letters) = (new byte[sizeHint], new char[sizeHint]);
        return _bytes;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
