<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>AboutPanel</name>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>放到订单</source>
        <translation>Put on order</translation>
    </message>
    <message>
        <source>平台会保存这里的记录</source>
        <translation>The platform keeps what is said here</translation>
    </message>
    <message>
        <source>平台看不到，请尽量转到官方渠道再说一遍</source>
        <translation>The platform cannot see this; say it again in an official channel if you can</translation>
    </message>
    <message>
        <source>拿开</source>
        <translation>Take off</translation>
    </message>
    <message>
        <source>谁是谁</source>
        <translation>Who is who</translation>
    </message>
    <message>
        <source>属于哪些订单</source>
        <translation>On which orders</translation>
    </message>
</context>
<context>
    <name>BesidePane</name>
    <message>
        <source>并排看哪一份</source>
        <translation>What to see beside it</translation>
    </message>
    <message>
        <source>一起滚动</source>
        <translation>Scroll together</translation>
    </message>
    <message>
        <source>做成对比…</source>
        <translation>Make a comparison…</translation>
    </message>
    <message>
        <source>把这两份做成一份对比证据，逐条写明不同</source>
        <translation>Make one comparison exhibit of these two, noting each difference</translation>
    </message>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
</context>
<context>
    <name>BulkPanel</name>
    <message>
        <source>例如：手续费 承诺</source>
        <translation>e.g. fee promise</translation>
    </message>
    <message>
        <source>给选中的加标签</source>
        <translation>Tag the chosen ones</translation>
    </message>
    <message>
        <source>例如：商家承认发错货</source>
        <translation>e.g. the merchant admits sending the wrong item</translation>
    </message>
    <message>
        <source>选中的都证明什么</source>
        <translation>What the chosen ones prove</translation>
    </message>
    <message>
        <source>另一笔订单</source>
        <translation>Another order</translation>
    </message>
    <message>
        <source>复制到这笔订单</source>
        <translation>Copy to this order</translation>
    </message>
    <message>
        <source>拼接聊天截图…</source>
        <translation>Stitch chat screenshots…</translation>
    </message>
    <message>
        <source>并排对比…</source>
        <translation>Compare side by side…</translation>
    </message>
    <message>
        <source>移到回收站</source>
        <translation>Move to trash</translation>
    </message>
    <message>
        <source>已选 {} 份证据</source>
        <translation>Exhibits chosen: {}</translation>
    </message>
    <message>
        <source>共同的标签：{}</source>
        <translation>Shared tags: {}</translation>
    </message>
    <message>
        <source>都是什么</source>
        <translation>What they all are</translation>
    </message>
    <message>
        <source>加标签</source>
        <translation>Add tags</translation>
    </message>
    <message>
        <source>证明什么</source>
        <translation>What it proves</translation>
    </message>
    <message>
        <source>也用于另一笔订单</source>
        <translation>Also use for another order</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>和谁通话</source>
        <translation>Call with</translation>
    </message>
    <message>
        <source>对方是谁</source>
        <translation>Who they are</translation>
    </message>
    <message>
        <source>什么时候</source>
        <translation>When</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>说了什么</source>
        <translation>What was said</translation>
    </message>
    <message>
        <source>记录通话</source>
        <translation>Record a call</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>电话没有文字记录。趁记得清楚，把时间、对方和原话写下来；有录音的话再把它放到证据里。</source>
        <translation>A call leaves no text. While you remember it well, write down when, with whom and the exact words; if you have a recording, add it to the evidence too.</translation>
    </message>
    <message>
        <source>哪笔订单 *</source>
        <translation>Which order *</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
</context>
<context>
    <name>CaseDesk</name>
    <message>
        <source>已开始取消，照着“下一步”做就行</source>
        <translation>Cancellation started: just follow “Next step”</translation>
    </message>
    <message>
        <source>已记下发送的时间和渠道</source>
        <translation>Noted when and where it was sent</translation>
    </message>
    <message>
        <source>已撤销最后一条，原来的记录仍留在经过里</source>
        <translation>Last entry undone; it stays in the history</translation>
    </message>
    <message>
        <source>已记录：{}</source>
        <translation>Recorded: {}</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>撤销最后一条</source>
        <translation>Undo last entry</translation>
    </message>
    <message>
        <source>再开一个案件</source>
        <translation>Open another case</translation>
    </message>
    <message>
        <source>话术已复制，到平台的订单沟通里粘贴发送</source>
        <translation>Message copied; paste it into the platform&apos;s order chat and send it</translation>
    </message>
    <message>
        <source>还缺的凭证</source>
        <translation>Proof still missing</translation>
    </message>
    <message>
        <source>发生了什么？</source>
        <translation>What happened?</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>History</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>其他案件</source>
        <translation>Other cases</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>消息</source>
        <translation>Messages</translation>
    </message>
</context>
<context>
    <name>ChatsDesk</name>
    <message>
        <source>已标为依据</source>
        <translation>Marked as relied upon</translation>
    </message>
    <message>
        <source>已取消依据</source>
        <translation>No longer relied upon</translation>
    </message>
    <message>
        <source>已记录到案件，期限从这条消息的时间算起</source>
        <translation>Recorded in the case; deadlines count from the time of this message</translation>
    </message>
    <message>
        <source>已记住谁是谁</source>
        <translation>Who is who is noted</translation>
    </message>
    <message>
        <source>已保存</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>已放到订单</source>
        <translation>Put on the order</translation>
    </message>
    <message>
        <source>已从订单拿开</source>
        <translation>Taken off the order</translation>
    </message>
    <message>
        <source>已记录聊天，粘贴的原文也保存好了</source>
        <translation>Chat recorded; the pasted text is kept as it was</translation>
    </message>
    <message>
        <source>正在记录聊天</source>
        <translation>Recording the chat</translation>
    </message>
    <message>
        <source>已记录通话</source>
        <translation>Call recorded</translation>
    </message>
</context>
<context>
    <name>ChatsPage</name>
    <message>
        <source>在这段聊天里找…</source>
        <translation>Find in this chat…</translation>
    </message>
    <message>
        <source>转到日期</source>
        <translation>Go to date</translation>
    </message>
    <message>
        <source>导入聊天…</source>
        <translation>Import chats…</translation>
    </message>
    <message>
        <source>粘贴聊天</source>
        <translation>Paste chat</translation>
    </message>
    <message>
        <source>记录通话</source>
        <translation>Record a call</translation>
    </message>
    <message>
        <source>把微信、QQ 等导出的聊天文件拖到这里，或直接粘贴从平台复制的聊天文字。</source>
        <translation>Drop chat files exported from WeChat, QQ and others here, or paste chat text copied from a platform.</translation>
    </message>
    <message>
        <source>还没有聊天记录</source>
        <translation>No chats yet</translation>
    </message>
    <message>
        <source>松开鼠标，导入 {} 个文件</source>
        <translation>Release to import {} files</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>记录到案件…</source>
        <translation>Record in the case…</translation>
    </message>
    <message>
        <source>复制文字</source>
        <translation>Copy text</translation>
    </message>
    <message>
        <source>聊天列表</source>
        <translation>Chat list</translation>
    </message>
    <message>
        <source>在这段聊天里找</source>
        <translation>Find in this chat</translation>
    </message>
    <message>
        <source>上一处</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一处</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>上一处（回车）</source>
        <translation>Previous (Enter)</translation>
    </message>
    <message>
        <source>下一处（Shift+回车）</source>
        <translation>Next (Shift+Enter)</translation>
    </message>
    <message>
        <source>转到日期，例如 2026-01-31</source>
        <translation>Go to date, e.g. 2026-01-31</translation>
    </message>
    <message>
        <source>输入日期按回车，例如 2026-01-31</source>
        <translation>Type a date and press Enter, e.g. 2026-01-31</translation>
    </message>
    <message>
        <source>聊天记录</source>
        <translation>Chats</translation>
    </message>
</context>
<context>
    <name>ChecklistCard</name>
    <message>
        <source>＋添加</source>
        <translation>＋ Add</translation>
    </message>
    <message>
        <source>证据完整度 {}%</source>
        <translation>Evidence complete: {}%</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>展开清单</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>缺：{}</source>
        <translation>Missing: {}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>偏弱：{}</source>
        <translation>Weak: {}</translation>
    </message>
    <message>
        <source>需要的证据都有了</source>
        <translation>All the evidence needed is here</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 个文件加为“{}”</source>
        <translation>Release to add {} files as “{}”</translation>
    </message>
    <message>
        <source>证据清单</source>
        <translation>Checklist</translation>
    </message>
</context>
<context>
    <name>ChecklistLine</name>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>＋添加</source>
        <translation>＋ Add</translation>
    </message>
    <message>
        <source>添加{}</source>
        <translation>Add: {}</translation>
    </message>
    <message>
        <source>证据{}</source>
        <translation>Exhibit {}</translation>
    </message>
</context>
<context>
    <name>ClauseForm</name>
    <message>
        <source>哪一项</source>
        <translation>Which rule</translation>
    </message>
    <message>
        <source>规定是多少</source>
        <translation>How long or how much</translation>
    </message>
    <message>
        <source>规则原文</source>
        <translation>The rule&apos;s own text</translation>
    </message>
    <message>
        <source>从平台规则页原样复制</source>
        <translation>copied word for word from the platform&apos;s rules page</translation>
    </message>
    <message>
        <source>来源网址</source>
        <translation>Source address</translation>
    </message>
    <message>
        <source>添加规则</source>
        <translation>Add rule</translation>
    </message>
    <message>
        <source>记录规则</source>
        <translation>Record rule</translation>
    </message>
    <message>
        <source>把规则页的截图拖到这里，作为证据</source>
        <translation>Drop a screenshot of the rules page here as evidence</translation>
    </message>
    <message>
        <source>换成新版本，旧版本会保留</source>
        <translation>Replace with a new version; the old one is kept</translation>
    </message>
    <message>
        <source>已附上规则页截图</source>
        <translation>Screenshot of the rules page attached</translation>
    </message>
</context>
<context>
    <name>ClauseView</name>
    <message>
        <source>“{}”</source>
        <translation>“{}”</translation>
    </message>
    <message>
        <source>常见做法，不是本平台规则原文</source>
        <translation>Common practice, not this platform&apos;s own text</translation>
    </message>
    <message>
        <source>换成原文</source>
        <translation>Use original text</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>Update</translation>
    </message>
    <message>
        <source>更新规则：{}</source>
        <translation>Update rule: {}</translation>
    </message>
    <message>
        <source>{} 个版本</source>
        <translation>{} versions</translation>
    </message>
    <message>
        <source>{} 的历次版本</source>
        <translation>Versions of {}</translation>
    </message>
    <message>
        <source>记录于 {}</source>
        <translation>Recorded {}</translation>
    </message>
    <message>
        <source>来源：{}</source>
        <translation>Source: {}</translation>
    </message>
    <message>
        <source>截图：{}</source>
        <translation>Screenshot: {}</translation>
    </message>
</context>
<context>
    <name>ClausesPanel</name>
    <message>
        <source>＋ 添加规则</source>
        <translation>＋ Add rule</translation>
    </message>
    <message>
        <source>加入常见做法</source>
        <translation>Add common practice</translation>
    </message>
    <message>
        <source>导入规则包…</source>
        <translation>Import rule pack…</translation>
    </message>
    <message>
        <source>打开平台的交易规则页，截图拖到这里；也可以先加入卡盟的常见做法。</source>
        <translation>Open the platform&apos;s rules page and drop a screenshot of it here, or start with the common practice of card platforms.</translation>
    </message>
    <message>
        <source>还没有规则</source>
        <translation>No rules yet</translation>
    </message>
    <message>
        <source>请先记录或放弃正在写的这一条</source>
        <translation>Record or discard the rule you are writing first</translation>
    </message>
    <message>
        <source>{} 条只是常见做法。请到平台规则页找到原文，截图后换上，投诉时才站得住。</source>
        <translation>Only common practice: {}. Find the original text on the platform&apos;s rules page and put it in with a screenshot, so that a complaint can rest on it.</translation>
    </message>
</context>
<context>
    <name>ComparisonEditor</name>
    <message>
        <source>左：承诺或想买的</source>
        <translation>Left: promised or wanted</translation>
    </message>
    <message>
        <source>右：实际或买到的</source>
        <translation>Right: what it was or what you got</translation>
    </message>
    <message>
        <source>在图上点一下不同的地方，再写一句有什么不同。编号会显示在两张图上。</source>
        <translation>Click a spot that differs on a picture, then write how it differs. The numbers show on both pictures.</translation>
    </message>
    <message>
        <source>＋ 加一条</source>
        <translation>＋ Add one</translation>
    </message>
    <message>
        <source>保存对比</source>
        <translation>Save comparison</translation>
    </message>
    <message>
        <source>‹ 返回</source>
        <translation>‹ Back</translation>
    </message>
    <message>
        <source>最多 {} 条。</source>
        <translation>At most {} differences.</translation>
    </message>
    <message>
        <source>两边都要有一张图片或一段文字。</source>
        <translation>Each side needs a picture or a piece of text.</translation>
    </message>
    <message>
        <source>两边是同一张图片，请换一张。</source>
        <translation>Both sides show the same picture. Choose another.</translation>
    </message>
    <message>
        <source>请至少写一条不同。</source>
        <translation>Write down at least one difference.</translation>
    </message>
    <message>
        <source>对比证据</source>
        <translation>Comparison exhibit</translation>
    </message>
</context>
<context>
    <name>ComparisonHalf</name>
    <message>
        <source>把承诺、聊天或页面上的原话抄在这里</source>
        <translation>Copy the exact words of the promise, chat or page here</translation>
    </message>
    <message>
        <source>{}的文字</source>
        <translation>{}: text</translation>
    </message>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
    <message>
        <source>一段文字</source>
        <translation>A piece of text</translation>
    </message>
</context>
<context>
    <name>ComparisonStrip</name>
    <message>
        <source>对比</source>
        <translation>Comparison</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>{} 和 {} · {} 处不同 · {}</source>
        <translation>{} and {} · {} differences · {}</translation>
    </message>
    <message>
        <source>证据{}</source>
        <translation>Exhibit {}</translation>
    </message>
    <message>
        <source>一段文字</source>
        <translation>a text</translation>
    </message>
</context>
<context>
    <name>ConductHint</name>
    <message>
        <source>小心，{}：{}</source>
        <translation>Careful, {}: {}</translation>
    </message>
    <message>
        <source>{}：{}</source>
        <translation>{}: {}</translation>
    </message>
</context>
<context>
    <name>DeadlineList</name>
    <message>
        <source>那一年的放假安排还没公布，这是估算。</source>
        <translation>That year&apos;s holidays are not announced yet; this is an estimate.</translation>
    </message>
</context>
<context>
    <name>DescribePanel</name>
    <message>
        <source>证明什么</source>
        <translation>What it proves</translation>
    </message>
    <message>
        <source>例如：下单时选择的商品、面值和金额</source>
        <translation>e.g. the product, face value and amount chosen</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>例如：手机截图（支付宝）</source>
        <translation>e.g. phone screenshot (Alipay)</translation>
    </message>
    <message>
        <source>截取时间</source>
        <translation>Captured at</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>例如：手续费 承诺</source>
        <translation>e.g. fee promise</translation>
    </message>
    <message>
        <source>原件在哪里</source>
        <translation>Where the original is</translation>
    </message>
    <message>
        <source>例如：我的手机，微信聊天里</source>
        <translation>e.g. my phone, in the WeChat chat</translation>
    </message>
    <message>
        <source>原件请保留在手机上，不要删除。</source>
        <translation>Keep the original on your phone; do not delete it.</translation>
    </message>
    <message>
        <source>看大图</source>
        <translation>Look closely</translation>
    </message>
    <message>
        <source>选择画面…</source>
        <translation>Choose a frame…</translation>
    </message>
    <message>
        <source>另存原件…</source>
        <translation>Save original as…</translation>
    </message>
    <message>
        <source>移到回收站</source>
        <translation>Move to trash</translation>
    </message>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
    <message>
        <source>查看文字</source>
        <translation>See text</translation>
    </message>
    <message>
        <source>这是什么</source>
        <translation>What is it</translation>
    </message>
    <message>
        <source>截取时间不详，可以手动填写。</source>
        <translation>When it was captured is unknown; you can type it in.</translation>
    </message>
    <message>
        <source>依据：{}</source>
        <translation>Known from: {}</translation>
    </message>
    <message>
        <source>。这是保存到手机或电脑的时间，不是截取的时间。</source>
        <translation>. This is when it was saved, not when it was taken.</translation>
    </message>
    <message>
        <source>。文件被复制后这个时间常常不准。</source>
        <translation>. Often wrong once the file was copied.</translation>
    </message>
    <message>
        <source>{}（{} 份原件，原件都还在）</source>
        <translation>{} (originals: {}, all kept)</translation>
    </message>
    <message>
        <source>导入于 {}</source>
        <translation>Imported {}</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>核对完成：{} 个原件和 {} 条保管记录全部一致</source>
        <translation>Checked: {} originals and {} custody entries are all sound</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>发现 {} 处不一致：{}。请从备份恢复。</source>
        <translation>{} differences: {}. Restore a backup.</translation>
    </message>
    <message>
        <source>正在核对</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>示例已载入，点开看看，随时可以删除</source>
        <translation>The samples are here: open one, delete them whenever you like</translation>
    </message>
    <message>
        <source>正在准备示例</source>
        <translation>Preparing the samples</translation>
    </message>
    <message>
        <source>已记录订单</source>
        <translation>Order recorded</translation>
    </message>
    <message>
        <source>已加入 {} 份证据</source>
        <translation>{} exhibits added</translation>
    </message>
    <message>
        <source>{} 份已经在这里，没有重复保存</source>
        <translation>{} were here already and are not kept twice</translation>
    </message>
    <message>
        <source>正在导入证据</source>
        <translation>Importing evidence</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>已移到回收站</source>
        <translation>Moved to the trash</translation>
    </message>
    <message>
        <source>订单已移到回收站</source>
        <translation>Order moved to the trash</translation>
    </message>
    <message>
        <source>已恢复</source>
        <translation>Restored</translation>
    </message>
    <message>
        <source>已永久删除，哈希值留在保管记录里</source>
        <translation>Deleted for good; the hash stays in the custody chain</translation>
    </message>
    <message>
        <source>已撤销：{}</source>
        <translation>Undone: {}</translation>
    </message>
    <message>
        <source>已重做：{}</source>
        <translation>Redone: {}</translation>
    </message>
    <message>
        <source>已另存 {}</source>
        <translation>Saved {}</translation>
    </message>
    <message>
        <source>正在另存原件</source>
        <translation>Saving the original</translation>
    </message>
</context>
<context>
    <name>DifferenceRow</name>
    <message>
        <source>例如：页面写秒到账，实际 26 小时未到</source>
        <translation>e.g. the page said instant; 26 hours later nothing had arrived</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>不同之处 {}</source>
        <translation>Difference {}</translation>
    </message>
</context>
<context>
    <name>DossierRoom</name>
    <message>
        <source>正在计算分成几份…</source>
        <translation>Counting the files…</translation>
    </message>
    <message>
        <source>正在计算缩小后有多大…</source>
        <translation>Measuring with reduced pictures…</translation>
    </message>
    <message>
        <source>缩小 {} 张图片后共 {}（原来 {}），一份就够</source>
        <translation>Pictures reduced: {}. {} in all (was {}): one file will do</translation>
    </message>
    <message>
        <source>缩小 {} 张图片后共 {}，仍超过 {}，将分成 {} 份，页码连续</source>
        <translation>Pictures reduced: {}. {} in all, still over {}: will be {} files, numbered through</translation>
    </message>
    <message>
        <source>一份就够，共 {}</source>
        <translation>One file will do: {}</translation>
    </message>
    <message>
        <source>共 {}，将分成 {} 份，每份不超过 {}，页码连续</source>
        <translation>{} in all: will be {} files of at most {}, numbered through</translation>
    </message>
    <message>
        <source>PDF 共 {}，另加原件</source>
        <translation>PDF of {}, and the originals</translation>
    </message>
    <message>
        <source>PDF 共 {}</source>
        <translation>PDF of {}</translation>
    </message>
    <message>
        <source>已调整证据顺序</source>
        <translation>Exhibits reordered</translation>
    </message>
    <message>
        <source>这份证据不入卷宗</source>
        <translation>This exhibit stays out of the dossier</translation>
    </message>
    <message>
        <source>这份证据已放回卷宗</source>
        <translation>This exhibit is back in the dossier</translation>
    </message>
</context>
<context>
    <name>DossierTab</name>
    <message>
        <source>‹ 完成编辑</source>
        <translation>‹ Done</translation>
    </message>
    <message>
        <source>编辑内容</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>第 {} / {} 页</source>
        <translation>Page {} / {}</translation>
    </message>
    <message>
        <source>预览已取消。</source>
        <translation>Preview cancelled.</translation>
    </message>
    <message>
        <source>缩略图</source>
        <translation>Thumbnails</translation>
    </message>
    <message>
        <source>正在排版</source>
        <translation>Laying out</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>取消预览</source>
        <translation>Cancel preview</translation>
    </message>
    <message>
        <source>正在排版…</source>
        <translation>Laying out…</translation>
    </message>
    <message>
        <source>重新生成预览</source>
        <translation>Rebuild the preview</translation>
    </message>
</context>
<context>
    <name>DryModel</name>
    <message>
        <source>✓ 将记录为订单</source>
        <translation>✓ Becomes an order</translation>
    </message>
    <message>
        <source>✗ 不记录：{}</source>
        <translation>✗ Not recorded: {}</translation>
    </message>
</context>
<context>
    <name>DuplicateStrip</name>
    <message>
        <source>查看对比</source>
        <translation>See comparison</translation>
    </message>
    <message>
        <source>不再提示</source>
        <translation>Do not show again</translation>
    </message>
    <message>
        <source>证据{} 和证据{} 这两张很像</source>
        <translation>Exhibit {} and Exhibit {} look much alike</translation>
    </message>
    <message>
        <source>（共 {} 对）</source>
        <translation> ({} pairs in all)</translation>
    </message>
</context>
<context>
    <name>EarlierCases</name>
    <message>
        <source>案件 {} · {} · {} · 开始于 {}</source>
        <translation>Case {} · {} · {} · opened {}</translation>
    </message>
</context>
<context>
    <name>EventButtons</name>
    <message>
        <source>记录：{}</source>
        <translation>Record: {}</translation>
    </message>
</context>
<context>
    <name>EvidenceDelegate</name>
    <message>
        <source>证据{}</source>
        <translation>Exhibit {}</translation>
    </message>
    <message>
        <source>请选择种类</source>
        <translation>choose a kind</translation>
    </message>
    <message>
        <source>时间不详</source>
        <translation>time unknown</translation>
    </message>
</context>
<context>
    <name>EvidenceDesk</name>
    <message>
        <source>已调整顺序</source>
        <translation>Exhibits reordered</translation>
    </message>
    <message>
        <source>已修改 {} 份证据</source>
        <translation>Exhibits changed: {}</translation>
    </message>
    <message>
        <source>{} 份证据也用于另一笔订单了</source>
        <translation>{} exhibits now serve another order too</translation>
    </message>
    <message>
        <source>已删除对比</source>
        <translation>Comparison deleted</translation>
    </message>
    <message>
        <source>正在拼接</source>
        <translation>Stitching</translation>
    </message>
    <message>
        <source>已加入拼接的长图</source>
        <translation>Stitched picture added</translation>
    </message>
    <message>
        <source>已加入录屏画面</source>
        <translation>Recording frame added</translation>
    </message>
    <message>
        <source>正在取画面</source>
        <translation>Taking the frame</translation>
    </message>
</context>
<context>
    <name>EvidenceGrid</name>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>为什么重要（可不填）</source>
        <translation>Why it matters (optional)</translation>
    </message>
    <message>
        <source>例如：商家承诺24小时退款</source>
        <translation>e.g. the merchant promised a refund within 24 hours</translation>
    </message>
    <message>
        <source>案件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>发生了什么</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>金额（元）</source>
        <translation>Amount (yuan)</translation>
    </message>
    <message>
        <source>说好什么时候</source>
        <translation>Promised when</translation>
    </message>
    <message>
        <source>记录到案件</source>
        <translation>Record in the case</translation>
    </message>
    <message>
        <source>选中的消息：{}，{}</source>
        <translation>Chosen message: {}, {}</translation>
    </message>
    <message>
        <source>★ 取消依据</source>
        <translation>★ Unmark as relied upon</translation>
    </message>
    <message>
        <source>☆ 标为依据</source>
        <translation>☆ Mark as relied upon</translation>
    </message>
    <message>
        <source>先选择订单</source>
        <translation>Choose an order first</translation>
    </message>
    <message>
        <source>这条消息的时间不详，请在案件里手工记录</source>
        <translation>This message&apos;s time is unknown; record it in the case by hand</translation>
    </message>
    <message>
        <source>选择案件</source>
        <translation>Choose a case</translation>
    </message>
    <message>
        <source>记录到案件，时间用这条消息的时间</source>
        <translation>Record in the case, at this message&apos;s time</translation>
    </message>
</context>
<context>
    <name>EvidenceRoom</name>
    <message>
        <source>选择截图</source>
        <translation>Choose screenshots</translation>
    </message>
</context>
<context>
    <name>EvidenceTab</name>
    <message>
        <source>把截图拖到这里，或按 Ctrl+V 粘贴</source>
        <translation>Drop screenshots here, or press Ctrl+V</translation>
    </message>
    <message>
        <source>选择图片…</source>
        <translation>Choose pictures…</translation>
    </message>
    <message>
        <source>把截图拖到这里，或按 Ctrl+V 粘贴。
原图一个字节也不会改变。</source>
        <translation>Drop screenshots here, or press Ctrl+V.
Not one byte of them will change.</translation>
    </message>
    <message>
        <source>还没有证据</source>
        <translation>No evidence yet</translation>
    </message>
    <message>
        <source>没有符合筛选的证据。</source>
        <translation>No evidence fits the filter.</translation>
    </message>
</context>
<context>
    <name>ExhibitsList</name>
    <message>
        <source>卷宗里的证据</source>
        <translation>Evidence in the dossier</translation>
    </message>
    <message>
        <source>空格键勾选，F2 写证明什么，Alt 加上下键调整顺序</source>
        <translation>Space ticks, F2 writes what it proves, Alt with Up or Down moves it</translation>
    </message>
</context>
<context>
    <name>ExhibitsModel</name>
    <message>
        <source>证据{}</source>
        <translation>Exhibit {}</translation>
    </message>
    <message>
        <source>不入卷宗</source>
        <translation>Not in dossier</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>正在连接 {} …</source>
        <translation>Connecting to {} …</translation>
    </message>
    <message>
        <source>导出 PDF 卷宗</source>
        <translation>Export PDF dossier</translation>
    </message>
    <message>
        <source>卷宗 {}</source>
        <translation>Dossier {}</translation>
    </message>
    <message>
        <source>正在生成卷宗</source>
        <translation>Making the dossier</translation>
    </message>
    <message>
        <source>导出证据包</source>
        <translation>Export evidence package</translation>
    </message>
    <message>
        <source>证据包 {}</source>
        <translation>Evidence package {}</translation>
    </message>
    <message>
        <source>已导出证据包 {}（{} 个文件）</source>
        <translation>Evidence package exported: {} (files: {})</translation>
    </message>
    <message>
        <source>正在打包证据</source>
        <translation>Packing the evidence</translation>
    </message>
    <message>
        <source>图文包放在哪个文件夹里</source>
        <translation>Choose a folder for the channel pack</translation>
    </message>
    <message>
        <source>图文包 {} {}</source>
        <translation>Channel pack {} {}</translation>
    </message>
    <message>
        <source>正在生成图文包</source>
        <translation>Making the picture pack</translation>
    </message>
    <message>
        <source>已导出 {}（{} 张图）</source>
        <translation>Exported {} (pictures: {})</translation>
    </message>
    <message>
        <source>正在签署卷宗</source>
        <translation>Signing the dossier</translation>
    </message>
    <message>
        <source>证书 (*.p12 *.pfx);;所有文件 (*)</source>
        <translation>Certificates (*.p12 *.pfx);;All files (*)</translation>
    </message>
    <message>
        <source>选择证书</source>
        <translation>Choose certificate</translation>
    </message>
    <message>
        <source>证书放在哪个文件夹里</source>
        <translation>Folder for the certificate</translation>
    </message>
    <message>
        <source>打印卷宗</source>
        <translation>Print dossier</translation>
    </message>
    <message>
        <source>已送去打印，共 {} 页</source>
        <translation>Sent to the printer, pages: {}</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>已导出 {}（%d 页，图片已缩小，未附原件）</source>
        <translation>Exported {} (%d pages, pictures reduced, no originals attached)</translation>
    </message>
    <message>
        <source>已导出 {}（%d 页）</source>
        <translation>Exported {} (pages: %d)</translation>
    </message>
    <message>
        <source>已导出 %d 册，共 %d 页，图片已缩小，未附原件：{} 等</source>
        <translation>Exported %d parts, %d pages, pictures reduced, no originals attached: {} and more</translation>
    </message>
    <message>
        <source>已导出 %d 册，共 %d 页：{} 等</source>
        <translation>Exported %d parts, %d pages: {} and more</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>在文件夹中显示</source>
        <translation>Show in folder</translation>
    </message>
</context>
<context>
    <name>FactsPanel</name>
    <message>
        <source>原件的 SHA-256</source>
        <translation>SHA-256 of the original</translation>
    </message>
    <message>
        <source>复制哈希值</source>
        <translation>Copy hash</translation>
    </message>
    <message>
        <source>原件在哪里</source>
        <translation>Where the original is</translation>
    </message>
    <message>
        <source>例如：小米手机，支付宝账单</source>
        <translation>e.g. Xiaomi phone, Alipay statement</translation>
    </message>
    <message>
        <source>原件请保留在手机上，不要删除</source>
        <translation>Keep the original on your phone; do not delete it</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>用空格分开</source>
        <translation>Separate with spaces</translation>
    </message>
    <message>
        <source>保管记录</source>
        <translation>Chain of custody</translation>
    </message>
    <message>
        <source>来源：{}</source>
        <translation>Source: {}</translation>
    </message>
    <message>
        <source>未注明</source>
        <translation>not stated</translation>
    </message>
    <message>
        <source>{} · 与其他时间矛盾</source>
        <translation>{} · contradicts other times</translation>
    </message>
    <message>
        <source>哈希值已复制</source>
        <translation>Hash copied</translation>
    </message>
    <message>
        <source>SHA-256（只算原件）</source>
        <translation>SHA-256 (of the original only)</translation>
    </message>
    <message>
        <source>时间（各有来源，不合并）</source>
        <translation>Times (each with its source, not merged)</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>{} · 把握 {}%</source>
        <translation>{} · {}% sure</translation>
    </message>
    <message>
        <source>采用</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>采用{}：{}</source>
        <translation>Use {}: {}</translation>
    </message>
    <message>
        <source>与已填的不同：{}</source>
        <translation>Differs from what you filled in: {}</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>Same</translation>
    </message>
    <message>
        <source>已采用</source>
        <translation>Accepted</translation>
    </message>
</context>
<context>
    <name>FieldsCard</name>
    <message>
        <source>图里写着（识别结果，请核对）</source>
        <translation>The picture says (read by machine, please check)</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>按种类筛选</source>
        <translation>Filter by kind</translation>
    </message>
    <message>
        <source>按标签筛选</source>
        <translation>Filter by tag</translation>
    </message>
    <message>
        <source>显示全部</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>未选种类</source>
        <translation>No kind chosen</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>{} / {} 份</source>
        <translation>{} of {}</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
</context>
<context>
    <name>FrameDialog</name>
    <message>
        <source>选择录屏画面 · {}</source>
        <translation>Choose a frame of the recording · {}</translation>
    </message>
    <message>
        <source>录屏里的时间</source>
        <translation>Time in the recording</translation>
    </message>
    <message>
        <source>正在打开录屏…</source>
        <translation>Opening the recording…</translation>
    </message>
    <message>
        <source>采用这一帧</source>
        <translation>Use this frame</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>拖动时间或点下面的小图，找到要用的画面。原录屏不会改动。</source>
        <translation>Drag the time or click a small picture below to find the frame you need. The recording itself is not changed.</translation>
    </message>
    <message>
        <source>已加入：证据{}。可以继续选别的画面。</source>
        <translation>Added: Exhibit {}. You can pick more frames.</translation>
    </message>
    <message>
        <source>录屏的各个时刻</source>
        <translation>Moments of the recording</translation>
    </message>
</context>
<context>
    <name>HeadBar</name>
    <message>
        <source>‹ 返回</source>
        <translation>‹ Back</translation>
    </message>
    <message>
        <source>回到证据列表（Esc 或空格）</source>
        <translation>Back to the evidence list (Esc or Space)</translation>
    </message>
    <message>
        <source>上一份</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>上一份证据（←）</source>
        <translation>Previous exhibit (←)</translation>
    </message>
    <message>
        <source>下一份</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>下一份证据（→）</source>
        <translation>Next exhibit (→)</translation>
    </message>
    <message>
        <source>缩小（−）</source>
        <translation>Zoom out (−)</translation>
    </message>
    <message>
        <source>按原始大小显示（0）</source>
        <translation>Show at actual size (0)</translation>
    </message>
    <message>
        <source>放大（+）</source>
        <translation>Zoom in (+)</translation>
    </message>
    <message>
        <source>适合宽度</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>适合宽度（W）</source>
        <translation>Fit width (W)</translation>
    </message>
    <message>
        <source>整页</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>看到整张图（F）</source>
        <translation>See the whole picture (F)</translation>
    </message>
    <message>
        <source>并排</source>
        <translation>Side by side</translation>
    </message>
    <message>
        <source>旁边再看一份</source>
        <translation>See another beside it</translation>
    </message>
    <message>
        <source>信息</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>显示或收起右边的信息（I）</source>
        <translation>Show or fold the facts on the right (I)</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Zoom in</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>订单和案件</source>
        <translation>Orders, cases</translation>
    </message>
    <message>
        <source>怎么对待取消和退款</source>
        <translation>How it handles cancelling and refunds</translation>
    </message>
</context>
<context>
    <name>HideBar</name>
    <message>
        <source>下一处</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>看下一处（S）</source>
        <translation>See the next place (S)</translation>
    </message>
    <message>
        <source>遮盖这处</source>
        <translation>Black out this one</translation>
    </message>
    <message>
        <source>遮盖眼前的这处（Enter）</source>
        <translation>Black out the one in view (Enter)</translation>
    </message>
    <message>
        <source>全部遮盖</source>
        <translation>Black out all</translation>
    </message>
    <message>
        <source>不遮盖</source>
        <translation>Do not black out</translation>
    </message>
    <message>
        <source>收起这些建议</source>
        <translation>Fold these suggestions</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>可能要遮盖：{}。点虚线框就遮住。</source>
        <translation>You may want to black out: {}. Click a dashed frame to cover it.</translation>
    </message>
</context>
<context>
    <name>ImportCard</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>压缩包密码</source>
        <translation>Archive password</translation>
    </message>
    <message>
        <source>用这个密码打开</source>
        <translation>Open with this password</translation>
    </message>
    <message>
        <source>排队中</source>
        <translation>Waiting in line</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>已取消，没有留下任何内容</source>
        <translation>Cancelled; nothing was kept</translation>
    </message>
    <message>
        <source>重新导入</source>
        <translation>Import again</translation>
    </message>
    <message>
        <source>这不是认识的账单格式。告诉我各列是什么，就能导入，下次会记住。</source>
        <translation>This is not a statement format I know. Say what each column is and it can be imported; it is remembered for next time.</translation>
    </message>
    <message>
        <source>对应列…</source>
        <translation>Match columns…</translation>
    </message>
    <message>
        <source>这是一张订单表。先看看哪些行会成为订单。</source>
        <translation>This is an order list. See first which rows become orders.</translation>
    </message>
    <message>
        <source>查看订单表…</source>
        <translation>See order list…</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>查看付款</source>
        <translation>See payments</translation>
    </message>
    <message>
        <source>查看聊天</source>
        <translation>See chat</translation>
    </message>
    <message>
        <source>跳过 {} 行，提醒 {} 条</source>
        <translation>Rows skipped: {}, notices: {}</translation>
    </message>
    <message>
        <source>{}（{}）</source>
        <translation>{} ({})</translation>
    </message>
    <message>
        <source>新增 {} 条</source>
        <translation>{} new</translation>
    </message>
    <message>
        <source>已有 {} 条</source>
        <translation>{} here already</translation>
    </message>
    <message>
        <source>更新 {} 条</source>
        <translation>{} updated</translation>
    </message>
    <message>
        <source>跳过 {} 行</source>
        <translation>Rows skipped: {}</translation>
    </message>
    <message>
        <source>支出 {} · 收入 {} · 退款 {}</source>
        <translation>Out {} · In {} · Refunds {}</translation>
    </message>
    <message>
        <source>{} 至 {}</source>
        <translation>{} to {}</translation>
    </message>
</context>
<context>
    <name>ImportDesk</name>
    <message>
        <source>已记住谁是谁</source>
        <translation>Who is who is noted</translation>
    </message>
    <message>
        <source>已记录 {} 笔订单</source>
        <translation>Orders recorded: {}</translation>
    </message>
    <message>
        <source>正在记录订单</source>
        <translation>Recording the orders</translation>
    </message>
    <message>
        <source>已保存模板 {}</source>
        <translation>Template {} saved</translation>
    </message>
    <message>
        <source>已导入 {}</source>
        <translation>Imported {}</translation>
    </message>
    <message>
        <source>正在导入 {}</source>
        <translation>Importing {}</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>选择文件…</source>
        <translation>Choose files…</translation>
    </message>
    <message>
        <source>下载订单表模板…</source>
        <translation>Save order list template…</translation>
    </message>
    <message>
        <source>列名有中英文，用表格软件填好后拖回来</source>
        <translation>Column names are in Chinese and English; fill it in with a spreadsheet and drag it back here</translation>
    </message>
    <message>
        <source>选了订单，文件就同时作为它的证据</source>
        <translation>With an order chosen, the files also become its evidence</translation>
    </message>
    <message>
        <source>把账单、聊天记录、邮件或订单表拖到这里。
支付宝和微信的压缩包不用先解压。</source>
        <translation>Drop statements, chats, mails or order lists here.
Archives from Alipay and WeChat need no unpacking.</translation>
    </message>
    <message>
        <source>导入账单或聊天记录</source>
        <translation>Import statements or chats</translation>
    </message>
    <message>
        <source>松开鼠标，导入 {} 个文件</source>
        <translation>Release to import {} files</translation>
    </message>
    <message>
        <source>订单表模板.csv</source>
        <translation>order-list-template.csv</translation>
    </message>
    <message>
        <source>下载订单表模板</source>
        <translation>Save order list template</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>把更多文件拖到这里，或点“选择文件”。</source>
        <translation>Drop more files here, or click “Choose files”.</translation>
    </message>
    <message>
        <source>同时放到订单</source>
        <translation>Also add to order</translation>
    </message>
</context>
<context>
    <name>KindButtons</name>
    <message>
        <source>证据种类：{}</source>
        <translation>Kind of evidence: {}</translation>
    </message>
</context>
<context>
    <name>LimitsForm</name>
    <message>
        <source>不限</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>每次最多几张图</source>
        <translation>Pictures at a time</translation>
    </message>
    <message>
        <source>每张最大（MB）</source>
        <translation>Largest picture (MB)</translation>
    </message>
    <message>
        <source>图片格式</source>
        <translation>Picture formats</translation>
    </message>
    <message>
        <source>文字最多几个字</source>
        <translation>Characters of text</translation>
    </message>
    <message>
        <source>标题最多几个字</source>
        <translation>Characters of the title</translation>
    </message>
    <message>
        <source>没有标题</source>
        <translation>no title</translation>
    </message>
    <message>
        <source>第一次单独发几张图</source>
        <translation>Pictures of a first message of its own</translation>
    </message>
    <message>
        <source>最多发几次</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>在哪里看到的</source>
        <translation>Where it says so</translation>
    </message>
    <message>
        <source>网址或页面名</source>
        <translation>address or name of the page</translation>
    </message>
    <message>
        <source>我核对过这些限制</source>
        <translation>I checked these limits</translation>
    </message>
    <message>
        <source>边写边保存，只改你自己的凭据库。</source>
        <translation>Saved as you type, in your own vault only.</translation>
    </message>
    <message>
        <source>恢复程序自带的限制</source>
        <translation>Back to the program&apos;s own limits</translation>
    </message>
    <message>
        <source>删除这个渠道</source>
        <translation>Delete this channel</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>凭据匣 Pingju（只读）</source>
        <translation>Pingju 凭据匣 (read-only)</translation>
    </message>
    <message>
        <source>凭据匣 Pingju</source>
        <translation>Pingju 凭据匣</translation>
    </message>
    <message>
        <source>选择截图</source>
        <translation>Choose screenshots</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg *.webp *.heic *.heif *.gif *.bmp *.tif *.tiff);;所有文件 (*)</source>
        <translation>Pictures (*.png *.jpg *.jpeg *.webp *.heic *.heif *.gif *.bmp *.tif *.tiff);;All files (*)</translation>
    </message>
    <message>
        <source>剪贴板里没有图片。请先截图或复制图片，再按 Ctrl+V。</source>
        <translation>The clipboard holds no picture. Take a screenshot or copy a picture, then press Ctrl+V.</translation>
    </message>
    <message>
        <source>请先在左边选择一笔订单。</source>
        <translation>Choose an order on the left first.</translation>
    </message>
    <message>
        <source>{}：{}</source>
        <translation>{}: {}</translation>
    </message>
</context>
<context>
    <name>MappingPage</name>
    <message>
        <source>表格的前 20 行</source>
        <translation>First 20 rows of the table</translation>
    </message>
    <message>
        <source>金额的正负</source>
        <translation>Sign of the amount</translation>
    </message>
    <message>
        <source>日期的顺序</source>
        <translation>Day, month, year sequence</translation>
    </message>
    <message>
        <source>谁的账单</source>
        <translation>Whose statement</translation>
    </message>
    <message>
        <source>按这样导入</source>
        <translation>Import like this</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>{}：每列是什么？</source>
        <translation>{}: what is in each column?</translation>
    </message>
    <message>
        <source>用了上次记住的对应关系，核对后直接导入。</source>
        <translation>Columns are matched as last time. Check them and import.</translation>
    </message>
    <message>
        <source>已经猜好一部分，请核对。至少要有时间和金额。</source>
        <translation>Some columns are guessed; please check. Time and amount are the least it needs.</translation>
    </message>
    <message>
        <source>第 {} 行跳过：{}</source>
        <translation>Row {} skipped: {}</translation>
    </message>
    <message>
        <source>还没有读到任何一行</source>
        <translation>No row read yet</translation>
    </message>
    <message>
        <source>“{}”列是</source>
        <translation>Column “{}” is</translation>
    </message>
    <message>
        <source>不用</source>
        <translation>Not used</translation>
    </message>
    <message>
        <source>这样读出来是：</source>
        <translation>It then reads as:</translation>
    </message>
</context>
<context>
    <name>MarkEditor</name>
    <message>
        <source>太小了，没有画上。请按住鼠标拖出一块区域。</source>
        <translation>Too small, nothing was drawn. Hold the mouse button and drag out an area.</translation>
    </message>
    <message>
        <source>请画在图片上。</source>
        <translation>Draw on the picture.</translation>
    </message>
</context>
<context>
    <name>MerchantsPage</name>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>下单前核对</source>
        <translation>Check before buying</translation>
    </message>
    <message>
        <source>订单上填了商家，这里就会记下它怎么对待取消和退款，下次买之前先看一眼。</source>
        <translation>Name the merchant on an order, and how it handles cancelling and refunds is kept here. Take a look before you buy again.</translation>
    </message>
    <message>
        <source>还没有商家</source>
        <translation>No merchants yet</translation>
    </message>
    <message>
        <source>按你的案件统计；按回车看它的订单。</source>
        <translation>Counted from your cases; press Enter to see the orders.</translation>
    </message>
</context>
<context>
    <name>MessageBox</name>
    <message>
        <source>要发送的话</source>
        <translation>Message to send</translation>
    </message>
    <message>
        <source>在哪里发送</source>
        <translation>Where to send it</translation>
    </message>
    <message>
        <source>已发送</source>
        <translation>Mark as sent</translation>
    </message>
    <message>
        <source>话术：{}</source>
        <translation>Message: {}</translation>
    </message>
    <message>
        <source>还有 {} 处要填（已标出），点进去直接改。</source>
        <translation>Still to fill in: {} (marked). Click there and type.</translation>
    </message>
    <message>
        <source>先把标出的地方填好</source>
        <translation>Fill in the marked places first</translation>
    </message>
    <message>
        <source>发出后点一下，记为“{}”</source>
        <translation>Once sent: recorded as “{}”</translation>
    </message>
    <message>
        <source>上次发送：{}，{}</source>
        <translation>Last sent: {}, {}</translation>
    </message>
    <message>
        <source>发出后点一下，记下时间和渠道</source>
        <translation>Click once it is sent: time and channel are noted</translation>
    </message>
</context>
<context>
    <name>MissingProof</name>
    <message>
        <source>证据不够：{}</source>
        <translation>Evidence too weak: {}</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>添加{}</source>
        <translation>Add: {}</translation>
    </message>
</context>
<context>
    <name>MoneyLine</name>
    <message>
        <source>应退</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>已退</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>多退</source>
        <translation>Too much</translation>
    </message>
    <message>
        <source>还差</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>应退 {}，已退 {}，{} {}</source>
        <translation>Due {}, received {}, {} {}</translation>
    </message>
</context>
<context>
    <name>NewOrderPage</name>
    <message>
        <source>记录一笔订单</source>
        <translation>Record an order</translation>
    </message>
    <message>
        <source>带 * 的必填，其余可以以后再补。</source>
        <translation>Fields with * are needed; the rest can wait.</translation>
    </message>
    <message>
        <source>记录订单</source>
        <translation>Record order</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 张截图附到这笔新订单</source>
        <translation>Release to attach {} screenshots to this new order</translation>
    </message>
    <message>
        <source>已附上 {} 组截图，记录后自动加入证据</source>
        <translation>{} sets of screenshots wait and go on the order once it is recorded</translation>
    </message>
    <message>
        <source>请看“{}”</source>
        <translation>Please see “{}”</translation>
    </message>
</context>
<context>
    <name>NextCard</name>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>复制话术</source>
        <translation>Copy message</translation>
    </message>
    <message>
        <source>依据：{}</source>
        <translation>Known from: {}</translation>
    </message>
    <message>
        <source>记录“{}”</source>
        <translation>Record: {}</translation>
    </message>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>OrderFields</name>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>订单号</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>实付金额（元）</source>
        <translation>Amount paid (yuan)</translation>
    </message>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>付款时间</source>
        <translation>Paid at</translation>
    </message>
    <message>
        <source>支付方式</source>
        <translation>Paid with</translation>
    </message>
    <message>
        <source>订单状态</source>
        <translation>Order status</translation>
    </message>
    <message>
        <source>承诺多久到账</source>
        <translation>Promised delivery within</translation>
    </message>
    <message>
        <source>面值（元）</source>
        <translation>Face value (yuan)</translation>
    </message>
    <message>
        <source>充值账号</source>
        <translation>Account topped up</translation>
    </message>
    <message>
        <source>商品类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>例如：某某卡盟</source>
        <translation>e.g. Some Card Platform</translation>
    </message>
    <message>
        <source>例如：腾讯游戏点券 100元</source>
        <translation>e.g. Tencent game points 100</translation>
    </message>
    <message>
        <source>例如：10分钟、24小时、3个工作日</source>
        <translation>e.g. 10 minutes, 24 hours, 3 working days</translation>
    </message>
    <message>
        <source>充值到的账号、区服</source>
        <translation>account and game server</translation>
    </message>
    <message>
        <source>游戏点券、话费、激活码…</source>
        <translation>game points, phone top-up, activation code…</translation>
    </message>
</context>
<context>
    <name>OrderListPage</name>
    <message>
        <source>表里没有平台，都算作哪个平台的订单</source>
        <translation>The list names no platform: which one are these orders from</translation>
    </message>
    <message>
        <source>订单表的各行</source>
        <translation>Rows of the order list</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>{} 行会成为订单，{} 行不会</source>
        <translation>Rows that become orders: {}; rows that do not: {}</translation>
    </message>
    <message>
        <source>记录 {} 笔订单</source>
        <translation>Record orders ({})</translation>
    </message>
</context>
<context>
    <name>OrderPage</name>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>订单信息</source>
        <translation>Order facts</translation>
    </message>
    <message>
        <source>卷宗</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>取消与退款</source>
        <translation>Cancel and refund</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 个文件加为这笔订单的证据</source>
        <translation>Release to add {} files as evidence of this order</translation>
    </message>
    <message>
        <source>状态未记录</source>
        <translation>Status not recorded</translation>
    </message>
    <message>
        <source>付款于 {}</source>
        <translation>paid {}</translation>
    </message>
    <message>
        <source>证据 {}</source>
        <translation>Evidence {}</translation>
    </message>
</context>
<context>
    <name>OrderPicker</name>
    <message>
        <source>订单</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>输入订单号或商品查找</source>
        <translation>Type an order number or product to find</translation>
    </message>
</context>
<context>
    <name>OrdersPane</name>
    <message>
        <source>搜索订单号、商品、商家…</source>
        <translation>Search number, product, merchant…</translation>
    </message>
    <message>
        <source>搜索订单</source>
        <translation>Search orders</translation>
    </message>
    <message>
        <source>按状态筛选</source>
        <translation>Filter by status</translation>
    </message>
    <message>
        <source>全部状态</source>
        <translation>All statuses</translation>
    </message>
    <message>
        <source>订单列表</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>没有符合的订单。换个词试试，或清空搜索。</source>
        <translation>No order fits. Try another word, or clear the search.</translation>
    </message>
</context>
<context>
    <name>OutgoingPanel</name>
    <message>
        <source>给谁看</source>
        <translation>Who it is for</translation>
    </message>
    <message>
        <source>还可以补充 {} 处，点一下就去</source>
        <translation>Could still be added: {}. Click one to go there</translation>
    </message>
    <message>
        <source>✓ 材料齐全，可以导出</source>
        <translation>✓ Everything is there; ready to export</translation>
    </message>
    <message>
        <source>还有 {} 项</source>
        <translation>{} more</translation>
    </message>
    <message>
        <source>缩小图片时不附原件</source>
        <translation>No originals are attached while pictures are reduced</translation>
    </message>
    <message>
        <source>平台客服</source>
        <translation>Platform support</translation>
    </message>
    <message>
        <source>申请客服介入时提交，短</source>
        <translation>To hand in when you ask support to step in; short</translation>
    </message>
    <message>
        <source>消协 / 12315</source>
        <translation>Association / 12315</translation>
    </message>
    <message>
        <source>平台不处理时投诉用，带登记表</source>
        <translation>For a complaint when the platform does not act, with the registration form</translation>
    </message>
    <message>
        <source>自己存档</source>
        <translation>For your own records</translation>
    </message>
    <message>
        <source>全部内容</source>
        <translation>Everything</translation>
    </message>
    <message>
        <source>登记表要填你的姓名、电话和地址，只问这一次。</source>
        <translation>The form needs your name, phone and address. You are asked only once.</translation>
    </message>
    <message>
        <source>填写</source>
        <translation>Fill in</translation>
    </message>
    <message>
        <source>填写投诉人</source>
        <translation>Fill in the complainant</translation>
    </message>
    <message>
        <source>导出 PDF…</source>
        <translation>Export PDF…</translation>
    </message>
    <message>
        <source>导出 PDF 卷宗（Ctrl+E）</source>
        <translation>Export PDF dossier (Ctrl+E)</translation>
    </message>
    <message>
        <source>图文包…</source>
        <translation>Pack…</translation>
    </message>
    <message>
        <source>对方不收 PDF 时：图片加文字，按渠道限制切好</source>
        <translation>Where PDF is not accepted: pictures and text, cut to the channel&apos;s limits</translation>
    </message>
    <message>
        <source>证据包…</source>
        <translation>Package…</translation>
    </message>
    <message>
        <source>卷宗、原件和保管记录打成一个 ZIP，谁都能核对</source>
        <translation>Dossier, originals and chain of custody in one ZIP that anyone can check</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>签名与时间戳…</source>
        <translation>Sign…</translation>
    </message>
    <message>
        <source>导出图文包</source>
        <translation>Export picture pack</translation>
    </message>
    <message>
        <source>导出证据包</source>
        <translation>Export evidence package</translation>
    </message>
    <message>
        <source>遮盖敏感信息</source>
        <translation>Hide private details</translation>
    </message>
    <message>
        <source>手机号、证件号、卡号等在副本上盖住，原件不变</source>
        <translation>Phone, ID and card numbers and the like are covered on the copy; the original stays as it is</translation>
    </message>
    <message>
        <source>附上原件</source>
        <translation>Attach originals</translation>
    </message>
    <message>
        <source>原始文件放进 PDF 里，对方可以取出核对</source>
        <translation>The original files go inside the PDF, so the recipient can take them out and check them</translation>
    </message>
    <message>
        <source>每份最大（MB）</source>
        <translation>Largest size of a part (MB)</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>No limit</translation>
    </message>
</context>
<context>
    <name>PacksPanel</name>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>要发的文字</source>
        <translation>Text to send</translation>
    </message>
    <message>
        <source>复制文字</source>
        <translation>Copy text</translation>
    </message>
    <message>
        <source>导出到文件夹…</source>
        <translation>Export to folder…</translation>
    </message>
    <message>
        <source>改限制</source>
        <translation>Edit limits</translation>
    </message>
    <message>
        <source>这个渠道实际收几张图、多少字，你知道得更准就改在这里</source>
        <translation>If you know better what this channel takes, change it here</translation>
    </message>
    <message>
        <source>新渠道</source>
        <translation>New channel</translation>
    </message>
    <message>
        <source>按当前渠道的限制另建一个</source>
        <translation>Add a channel with the limits of this one</translation>
    </message>
    <message>
        <source>标题：{}</source>
        <translation>Title: {}</translation>
    </message>
    <message>
        <source>字节</source>
        <translation>bytes</translation>
    </message>
    <message>
        <source>字</source>
        <translation>characters</translation>
    </message>
    <message>
        <source>已按限制在句末截断</source>
        <translation>Cut at the end of a sentence to fit the limit</translation>
    </message>
    <message>
        <source>还有 {} 处【】要填</source>
        <translation>Blanks still to fill: {}</translation>
    </message>
    <message>
        <source>‹ 完成</source>
        <translation>‹ Done</translation>
    </message>
    <message>
        <source>已复制文字，共 {} 字</source>
        <translation>Text copied, {} characters</translation>
    </message>
    <message>
        <source>日期不详</source>
        <translation>date unknown</translation>
    </message>
    <message>
        <source>✓ 限制已核对，{}</source>
        <translation>✓ Limits checked, {}</translation>
    </message>
    <message>
        <source>△ 限制未核对，{}</source>
        <translation>△ Limits not checked, {}</translation>
    </message>
    <message>
        <source>✓ 你核对过的限制，{}</source>
        <translation>✓ Limits that you checked, {}</translation>
    </message>
    <message>
        <source>△ 你填的限制，未核对，{}</source>
        <translation>△ Your limits, not checked, {}</translation>
    </message>
    <message>
        <source>每次 {} 张图</source>
        <translation>{} pictures at a time</translation>
    </message>
    <message>
        <source>每张 ≤ {}</source>
        <translation>each ≤ {}</translation>
    </message>
    <message>
        <source>先发 {} 张</source>
        <translation>{} pictures first</translation>
    </message>
    <message>
        <source>文字 ≤ {} 字</source>
        <translation>Text ≤ {} characters</translation>
    </message>
    <message>
        <source>对方不收 PDF 时：图片按渠道限制切好，文字复制过去。</source>
        <translation>Where PDF is not accepted: the pictures are cut to the channel&apos;s limits; copy the text over.</translation>
    </message>
</context>
<context>
    <name>PagesView</name>
    <message>
        <source>卷宗预览</source>
        <translation>Dossier preview</translation>
    </message>
    <message>
        <source>第 {} 页</source>
        <translation>Page {}</translation>
    </message>
    <message>
        <source>第 {} 页，共 {} 页</source>
        <translation>Page {} of {}</translation>
    </message>
</context>
<context>
    <name>PastePage</name>
    <message>
        <source>在网页或手机上选中聊天，复制，粘贴到这里。每条要有发言人，最好有时间。</source>
        <translation>Select the chat on a web page or phone, copy it and paste it here. Each message needs a sender, and best a time too.</translation>
    </message>
    <message>
        <source>粘贴的聊天文字</source>
        <translation>Pasted chat text</translation>
    </message>
    <message>
        <source>和谁的聊天</source>
        <translation>Chat with</translation>
    </message>
    <message>
        <source>例如：极速发卡客服</source>
        <translation>e.g. Jisu Cards support</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>读出来的消息</source>
        <translation>Messages read</translation>
    </message>
    <message>
        <source>记录这段聊天</source>
        <translation>Record this chat</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>读出 {} 条消息</source>
        <translation>Messages read: {}</translation>
    </message>
    <message>
        <source>{} 行没有读懂：{}</source>
        <translation>Lines not understood: {}, e.g. {}</translation>
    </message>
    <message>
        <source>格式不太确定，请核对</source>
        <translation>The format is not certain; please check</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>粘贴后，右边会显示读出来的每条消息。</source>
        <translation>Once you paste, every message read appears on the right.</translation>
    </message>
    <message>
        <source>粘贴聊天</source>
        <translation>Paste chat</translation>
    </message>
    <message>
        <source>谁是谁</source>
        <translation>Who is who</translation>
    </message>
    <message>
        <source>放到订单（可不选）</source>
        <translation>Put on an order (optional)</translation>
    </message>
</context>
<context>
    <name>PaymentDetail</name>
    <message>
        <source>这笔钱是什么</source>
        <translation>What this money is</translation>
    </message>
    <message>
        <source>关联到订单</source>
        <translation>Link to order</translation>
    </message>
    <message>
        <source>由此记录订单</source>
        <translation>Record an order from this</translation>
    </message>
    <message>
        <source>用这笔付款的商品、金额、时间和单号填好新订单</source>
        <translation>Fill a new order with this payment&apos;s product, amount, time and number</translation>
    </message>
    <message>
        <source>打开这笔订单：{}</source>
        <translation>Open this order: {}</translation>
    </message>
    <message>
        <source>取消关联</source>
        <translation>Unlink</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>对方账号</source>
        <translation>Counterparty&apos;s account</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>支付方式</source>
        <translation>Paid with</translation>
    </message>
    <message>
        <source>交易单号</source>
        <translation>Transaction number</translation>
    </message>
    <message>
        <source>商户单号</source>
        <translation>Merchant&apos;s order number</translation>
    </message>
    <message>
        <source>已退款</source>
        <translation>Refunded</translation>
    </message>
    <message>
        <source>手续费</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>退的是</source>
        <translation>Refund of</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>来自</source>
        <translation>From</translation>
    </message>
    <message>
        <source>之前</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>{} 第 {} 行（{}）</source>
        <translation>{}, line {} ({})</translation>
    </message>
    <message>
        <source>，当时是“{}”</source>
        <translation>, when it was “{}”</translation>
    </message>
</context>
<context>
    <name>PaymentsDesk</name>
    <message>
        <source>已关联到订单</source>
        <translation>Linked to the order</translation>
    </message>
    <message>
        <source>已取消关联</source>
        <translation>Link removed</translation>
    </message>
    <message>
        <source>已关联</source>
        <translation>Linked</translation>
    </message>
    <message>
        <source>确定的都已关联</source>
        <translation>All certain matches linked</translation>
    </message>
    <message>
        <source>已记入案件：收到退款</source>
        <translation>Recorded in the case: refund received</translation>
    </message>
</context>
<context>
    <name>PaymentsPage</name>
    <message>
        <source>搜索对方、商品、单号、金额…</source>
        <translation>Search party, product, number, amount…</translation>
    </message>
    <message>
        <source>搜索付款记录</source>
        <translation>Search payments</translation>
    </message>
    <message>
        <source>筛选付款记录</source>
        <translation>Filter payments</translation>
    </message>
    <message>
        <source>导入账单…</source>
        <translation>Import statements…</translation>
    </message>
    <message>
        <source>付款记录</source>
        <translation>Payments</translation>
    </message>
    <message>
        <source>没有符合的付款。换个词试试，或清空搜索。</source>
        <translation>No payment fits. Try another word, or clear the search.</translation>
    </message>
    <message>
        <source>把支付宝、微信等导出的账单拖到这里，就能找到每笔订单的付款和退款。</source>
        <translation>Drop statements exported from Alipay, WeChat and others here to find what was paid and refunded for each order.</translation>
    </message>
    <message>
        <source>还没有付款记录</source>
        <translation>No payments yet</translation>
    </message>
    <message>
        <source>松开鼠标，导入 {} 个文件</source>
        <translation>Release to import {} files</translation>
    </message>
    <message>
        <source>{} 笔</source>
        <translation>Payments: {}</translation>
    </message>
    <message>
        <source>全部付款</source>
        <translation>All payments</translation>
    </message>
    <message>
        <source>对账</source>
        <translation>Reconcile</translation>
    </message>
</context>
<context>
    <name>PersonPanel</name>
    <message>
        <source>商家登记名称</source>
        <translation>Merchant&apos;s registered name</translation>
    </message>
    <message>
        <source>平台公司名称</source>
        <translation>Platform company name</translation>
    </message>
    <message>
        <source>投诉人（你）</source>
        <translation>Complainant (you)</translation>
    </message>
    <message>
        <source>登记表需要，只问这一次，只存在这台电脑的凭据库里。</source>
        <translation>Needed for the form. Asked only once, and kept only in the vault on this computer.</translation>
    </message>
    <message>
        <source>被投诉人：商家</source>
        <translation>Complaint against: merchant</translation>
    </message>
    <message>
        <source>营业执照上的名称和地址，通常在店铺资质页。</source>
        <translation>Name and address on the business licence, usually on the shop&apos;s licence page.</translation>
    </message>
    <message>
        <source>被投诉人：平台</source>
        <translation>Complaint against: platform</translation>
    </message>
    <message>
        <source>通常在平台网站底部或用户协议里。</source>
        <translation>Usually at the bottom of the platform&apos;s website or in its user agreement.</translation>
    </message>
    <message>
        <source>请先在“订单信息”里填写商家</source>
        <translation>Fill in the merchant under “Order facts” first</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>No</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>与身份证一致</source>
        <translation>As on the ID card</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>证件类型</source>
        <translation>Kind of ID</translation>
    </message>
    <message>
        <source>如：居民身份证</source>
        <translation>e.g. resident identity card</translation>
    </message>
    <message>
        <source>证件号码</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>通讯地址</source>
        <translation>Postal address</translation>
    </message>
    <message>
        <source>公开投诉信息</source>
        <translation>Publish the complaint</translation>
    </message>
    <message>
        <source>接受调解</source>
        <translation>Accept mediation</translation>
    </message>
    <message>
        <source>联系人</source>
        <translation>Contact person</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>统一社会信用代码</source>
        <translation>Unified social credit code</translation>
    </message>
</context>
<context>
    <name>PictureReader</name>
    <message>
        <source>正在识别文字</source>
        <translation>Recognising text</translation>
    </message>
</context>
<context>
    <name>Pills</name>
    <message>
        <source>{}：{}</source>
        <translation>{}: {}</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>付款记录</source>
        <translation>Payments</translation>
    </message>
    <message>
        <source>聊天记录</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>平台与规则</source>
        <translation>Platform rules</translation>
    </message>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>下单前核对</source>
        <translation>Check before buying</translation>
    </message>
    <message>
        <source>回收站</source>
        <translation>Trash</translation>
    </message>
</context>
<context>
    <name>PlatformForm</name>
    <message>
        <source>平台名称</source>
        <translation>Platform name</translation>
    </message>
    <message>
        <source>网址</source>
        <translation>Web address</translation>
    </message>
    <message>
        <source>添加平台</source>
        <translation>Add platform</translation>
    </message>
    <message>
        <source>先带上卡盟的常见做法，以后逐条换成原文</source>
        <translation>Start with common practice; replace it rule by rule later</translation>
    </message>
</context>
<context>
    <name>PlatformsDesk</name>
    <message>
        <source>已添加平台 {}</source>
        <translation>Platform {} added</translation>
    </message>
    <message>
        <source>已导入 {} 条规则</source>
        <translation>Rules imported: {}</translation>
    </message>
    <message>
        <source>规则包里的条款都已经有了</source>
        <translation>All rules of the pack are here already</translation>
    </message>
    <message>
        <source>已换成新版本，旧版本保留</source>
        <translation>Replaced with the new version; the old one is kept</translation>
    </message>
    <message>
        <source>已记录规则</source>
        <translation>Rule recorded</translation>
    </message>
</context>
<context>
    <name>PlatformsPage</name>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>＋ 添加平台</source>
        <translation>＋ Add platform</translation>
    </message>
    <message>
        <source>每个平台对取消和退款的规定不一样。先把规则记下来，出了问题才知道还能不能取消、该等多久。</source>
        <translation>Each platform has its own rules on cancelling and refunds. Record them now: when something goes wrong you know whether you can still cancel, and how long to wait.</translation>
    </message>
    <message>
        <source>还没有平台</source>
        <translation>No platforms yet</translation>
    </message>
    <message>
        <source>添加平台</source>
        <translation>Add platform</translation>
    </message>
    <message>
        <source>一条规则附一张截图，松开鼠标只取第一张</source>
        <translation>A rule takes one screenshot; release to attach the first</translation>
    </message>
    <message>
        <source>松开鼠标，把截图作为规则的证据</source>
        <translation>Release to attach the screenshot as evidence of the rule</translation>
    </message>
    <message>
        <source>导入规则包</source>
        <translation>Import rule pack</translation>
    </message>
    <message>
        <source>规则包 (*.toml);;所有文件 (*)</source>
        <translation>Rule packs (*.toml);;All files (*)</translation>
    </message>
</context>
<context>
    <name>PurchaseCheck</name>
    <message>
        <source>商品名称</source>
        <translation>Product name</translation>
    </message>
    <message>
        <source>面值</source>
        <translation>Face value</translation>
    </message>
    <message>
        <source>价格</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>充值账号</source>
        <translation>Account topped up</translation>
    </message>
    <message>
        <source>区服</source>
        <translation>Game server</translation>
    </message>
    <message>
        <source>想买的{}</source>
        <translation>Wanted: {}</translation>
    </message>
    <message>
        <source>页面上的{}</source>
        <translation>On the page: {}</translation>
    </message>
    <message>
        <source>✓ 一致</source>
        <translation>✓ Same</translation>
    </message>
</context>
<context>
    <name>PurchaseCheckPage</name>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>已经下单，记录订单</source>
        <translation>Record as ordered</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>先别付款：{}和你想买的不一样</source>
        <translation>Don&apos;t pay yet, not what you want: {}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>到目前为止一致，还差：{}</source>
        <translation>The same so far; still open: {}</translation>
    </message>
    <message>
        <source>填写的 {} 项全部一致</source>
        <translation>Everything filled in is the same ({})</translation>
    </message>
    <message>
        <source>两边都填上，不同的字会标出来。</source>
        <translation>Fill in both sides; what differs gets marked.</translation>
    </message>
    <message>
        <source>下单前核对</source>
        <translation>Check before buying</translation>
    </message>
    <message>
        <source>我想买的</source>
        <translation>What I want</translation>
    </message>
    <message>
        <source>页面上写的</source>
        <translation>What the page says</translation>
    </message>
</context>
<context>
    <name>ReaderDialog</name>
    <message>
        <source>文件里的文字</source>
        <translation>Text in the file</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>这里只显示文字，不会运行或联网加载其中的内容。原件没有改动。</source>
        <translation>Only text is shown here; nothing in it is run or loaded from the network. The original is unchanged.</translation>
    </message>
    <message>
        <source>另存原件…</source>
        <translation>Save original as…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>这份文件里没有可以显示的文字。可以另存原件，用别的程序打开。</source>
        <translation>This file has no text to show. Save the original and open it with another program.</translation>
    </message>
</context>
<context>
    <name>ReadingCard</name>
    <message>
        <source>全部采用 (Alt+A)</source>
        <translation>Accept all (Alt+A)</translation>
    </message>
    <message>
        <source>正在识别截图里的文字…</source>
        <translation>Reading the text in the screenshot…</translation>
    </message>
    <message>
        <source>没有安装文字识别，请照着截图填写。</source>
        <translation>Text recognition is not installed: please type in what the screenshot says.</translation>
    </message>
    <message>
        <source>截图里读到这些，请核对后采用：</source>
        <translation>Read from the screenshot; check before accepting:</translation>
    </message>
    <message>
        <source>截图里的这一处</source>
        <translation>This place of the screenshot</translation>
    </message>
    <message>
        <source>{}：{}</source>
        <translation>{}: {}</translation>
    </message>
    <message>
        <source>{} %</source>
        <translation>{}%</translation>
    </message>
    <message>
        <source>识别的把握</source>
        <translation>How sure the reading is</translation>
    </message>
    <message>
        <source>采用</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>采用{}：{}</source>
        <translation>Use {}: {}</translation>
    </message>
    <message>
        <source>现在填的是：{}</source>
        <translation>Filled in now: {}</translation>
    </message>
</context>
<context>
    <name>ReadingDesk</name>
    <message>
        <source>正在识别截图</source>
        <translation>Reading the screenshot</translation>
    </message>
</context>
<context>
    <name>ReckoningPage</name>
    <message>
        <source>每笔订单的钱</source>
        <translation>Money of each order</translation>
    </message>
    <message>
        <source>可能属于订单的付款和退款</source>
        <translation>Payments and refunds that may belong to orders</translation>
    </message>
    <message>
        <source>记入案件：收到退款</source>
        <translation>Record in the case: refund received</translation>
    </message>
    <message>
        <source>关联这笔退款，并写进案件的经过</source>
        <translation>Link this refund and write it into the case&apos;s history</translation>
    </message>
    <message>
        <source>采用</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>全部采用确定的</source>
        <translation>Accept all certain ones</translation>
    </message>
    <message>
        <source>{} 笔订单：{}</source>
        <translation>Orders: {} · {}</translation>
    </message>
    <message>
        <source>找到 {} 笔可能属于订单的付款或退款</source>
        <translation>Payments or refunds that may belong to orders: {}</translation>
    </message>
    <message>
        <source>没有待确认的付款或退款</source>
        <translation>No payments or refunds to confirm</translation>
    </message>
</context>
<context>
    <name>RecordStrip</name>
    <message>
        <source>选择截图…</source>
        <translation>Choose screenshots…</translation>
    </message>
    <message>
        <source>记录</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 个文件作为这件事的凭证</source>
        <translation>Release to add {} files as proof of this</translation>
    </message>
    <message>
        <source>记录“{}”</source>
        <translation>Record: {}</translation>
    </message>
    <message>
        <source>已附上 {} 组凭证，记录后加入证据</source>
        <translation>{} sets of proof wait and become evidence once this is recorded</translation>
    </message>
    <message>
        <source>把凭证截图拖到这里，或按 Ctrl+V 粘贴</source>
        <translation>Drop screenshots that prove it here, or press Ctrl+V</translation>
    </message>
    <message>
        <source>什么时候</source>
        <translation>When</translation>
    </message>
    <message>
        <source>金额（元）</source>
        <translation>Amount (yuan)</translation>
    </message>
    <message>
        <source>说好什么时候</source>
        <translation>Promised when</translation>
    </message>
    <message>
        <source>例如：24小时内到账、3个工作日</source>
        <translation>e.g. 24 hours, 3 working days</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>退到哪里</source>
        <translation>Refunded to</translation>
    </message>
    <message>
        <source>对方怎么说、备注</source>
        <translation>What they said, notes</translation>
    </message>
    <message>
        <source>例如：已为您取消，退款将在24小时内到账</source>
        <translation>e.g. cancelled for you, the refund arrives within 24 hours</translation>
    </message>
</context>
<context>
    <name>RecordsDesk</name>
    <message>
        <source>卡密已保存</source>
        <translation>Card code kept</translation>
    </message>
    <message>
        <source>卡密已删除</source>
        <translation>Card code deleted</translation>
    </message>
    <message>
        <source>期限已设，到时会出现在“今天”</source>
        <translation>Deadline set; it shows up under “Today”</translation>
    </message>
    <message>
        <source>期限已结束</source>
        <translation>Deadline closed</translation>
    </message>
</context>
<context>
    <name>RecordsPanel</name>
    <message>
        <source>卡密、激活码或兑换码</source>
        <translation>card, activation or redemption code</translation>
    </message>
    <message>
        <source>卡密</source>
        <translation>Card code</translation>
    </message>
    <message>
        <source>保存卡密</source>
        <translation>Keep code</translation>
    </message>
    <message>
        <source>例如：再问一次客服</source>
        <translation>e.g. ask support again</translation>
    </message>
    <message>
        <source>要做什么</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>什么时候之前</source>
        <translation>By when</translation>
    </message>
    <message>
        <source>设一个期限</source>
        <translation>Set deadline</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>显示卡密 {}</source>
        <translation>Show card code {}</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>删除卡密 {}</source>
        <translation>Delete card code {}</translation>
    </message>
    <message>
        <source>已办</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已办：{}</source>
        <translation>Done: {}</translation>
    </message>
    <message>
        <source>不用了</source>
        <translation>Drop</translation>
    </message>
    <message>
        <source>不用了：{}</source>
        <translation>Drop: {}</translation>
    </message>
    <message>
        <source>卡密（只显示后四位，不会打印）</source>
        <translation>Card codes (last four shown, never printed)</translation>
    </message>
    <message>
        <source>自己的期限</source>
        <translation>Own deadlines</translation>
    </message>
</context>
<context>
    <name>RestReader</name>
    <message>
        <source>已识别 {} 张截图的文字</source>
        <translation>Read the text of {} screenshots</translation>
    </message>
    <message>
        <source>，{} 张读不出来</source>
        <translation>; {} cannot be read</translation>
    </message>
    <message>
        <source>正在识别截图的文字 {}/{}</source>
        <translation>Reading the text of screenshots {}/{}</translation>
    </message>
</context>
<context>
    <name>RoleQuestion</name>
    <message>
        <source>记住谁是谁</source>
        <translation>Remember who is who</translation>
    </message>
    <message>
        <source>“{}”里谁是谁？</source>
        <translation>Who is who in “{}”?</translation>
    </message>
    <message>
        <source>聊天以“{}”命名，另一位应该就是您。核对后请记住。</source>
        <translation>The chat is named after “{}”, so the other one is probably you. Please check, then remember.</translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message>
        <source>选择截图</source>
        <translation>Choose screenshots</translation>
    </message>
    <message>
        <source>期限.ics</source>
        <translation>deadlines.ics</translation>
    </message>
    <message>
        <source>导出到日历</source>
        <translation>Export to calendar</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>另存原件</source>
        <translation>Save original as</translation>
    </message>
</context>
<context>
    <name>SealingPanel</name>
    <message>
        <source>数字签名</source>
        <translation>Digital signature</translation>
    </message>
    <message>
        <source>选择证书文件（.p12/.pfx）…</source>
        <translation>Choose a certificate file (.p12/.pfx)…</translation>
    </message>
    <message>
        <source>姓名（自己做一张证书时填）</source>
        <translation>Name (to make your own certificate)</translation>
    </message>
    <message>
        <source>证书密码</source>
        <translation>Certificate password</translation>
    </message>
    <message>
        <source>至少 8 位，每次都要输入，不保存</source>
        <translation>At least 8 characters; typed every time, never saved</translation>
    </message>
    <message>
        <source>自己做一张…</source>
        <translation>Make your own…</translation>
    </message>
    <message>
        <source>时间戳</source>
        <translation>Timestamp</translation>
    </message>
    <message>
        <source>时间戳服务</source>
        <translation>Timestamp service</translation>
    </message>
    <message>
        <source>签名并导出 PDF…</source>
        <translation>Sign and export PDF…</translation>
    </message>
    <message>
        <source>证书：{}</source>
        <translation>Certificate: {}</translation>
    </message>
    <message>
        <source>还没有证书：选一个文件，或自己做一张。</source>
        <translation>No certificate yet: choose a file, or make your own.</translation>
    </message>
    <message>
        <source>点导出后会连接 {}，只发送一个哈希值，不发送卷宗内容。</source>
        <translation>Exporting connects to {}. Only a hash is sent, nothing of the dossier&apos;s content.</translation>
    </message>
    <message>
        <source>签名、加时间戳并导出…</source>
        <translation>Sign, timestamp and export…</translation>
    </message>
    <message>
        <source>加时间戳并导出…</source>
        <translation>Timestamp and export…</translation>
    </message>
    <message>
        <source>签名表明卷宗由你签署、之后没有改动；时间戳由第三方证明它在那时已经存在。都不是必须的。</source>
        <translation>A signature shows that you signed the dossier and that nothing changed since; a timestamp is a third party&apos;s proof that it existed by then. Neither is required.</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>搜索或命令  Ctrl+K</source>
        <translation>Search or command  Ctrl+K</translation>
    </message>
    <message>
        <source>搜索全部内容或命令</source>
        <translation>Search everything, or a command</translation>
    </message>
</context>
<context>
    <name>SearchDelegate</name>
    <message>
        <source>再看 {} 条…</source>
        <translation>Show {} more…</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>搜索结果</source>
        <translation>Search results</translation>
    </message>
    <message>
        <source>↑↓ 选择 · Enter 打开 · Esc 关闭</source>
        <translation>↑↓ Choose · Enter Open · Esc Close</translation>
    </message>
    <message>
        <source>没有找到“{}”。换个词，或少写几个字试试。</source>
        <translation>Nothing found for “{}”. Try another word, or type less of it.</translation>
    </message>
    <message>
        <source>还有 {} 张截图没识别文字，搜不到图里的字：现在识别</source>
        <translation>{} screenshots are not read yet, so their words are not found: read now</translation>
    </message>
</context>
<context>
    <name>SentList</name>
    <message>
        <source>已发出</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>还有 {} 次更早的</source>
        <translation>Earlier ones: {}</translation>
    </message>
    <message>
        <source>{} → {}</source>
        <translation>{} → {}</translation>
    </message>
    <message>
        <source>之后有 {} 处变化</source>
        <translation>Changes since: {}</translation>
    </message>
    <message>
        <source>之后没有变化</source>
        <translation>No changes since</translation>
    </message>
    <message>
        <source>另有 {} 项更早的变化</source>
        <translation>and {} earlier changes</translation>
    </message>
    <message>
        <source>看变化</source>
        <translation>Show changes</translation>
    </message>
    <message>
        <source>看 {} 之后的变化</source>
        <translation>Show the changes since {}</translation>
    </message>
    <message>
        <source>{}（共 {} 个文件）</source>
        <translation>{} ({} files in all)</translation>
    </message>
    <message>
        <source>复制哈希</source>
        <translation>Copy hash</translation>
    </message>
    <message>
        <source>复制 {} 的哈希</source>
        <translation>Copy hash of {}</translation>
    </message>
    <message>
        <source>已复制哈希 {}…</source>
        <translation>Hash copied: {}…</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>证据</source>
        <translation>Exhibits</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>双方</source>
        <translation>Parties</translation>
    </message>
    <message>
        <source>图文包</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>拖动或 Alt+↑↓ 调整顺序，空格勾选，F2 写证明什么</source>
        <translation>Drag or Alt+↑↓ to reorder, Space to tick, F2 to write what it proves</translation>
    </message>
</context>
<context>
    <name>SizeChoice</name>
    <message>
        <source>超过上限时</source>
        <translation>Over the limit</translation>
    </message>
    <message>
        <source>分成多份</source>
        <translation>Several files</translation>
    </message>
    <message>
        <source>缩小图片（原图不附）</source>
        <translation>Reduce pictures (no originals)</translation>
    </message>
    <message>
        <source>图片不变，几份共用一个目录和页码。</source>
        <translation>Pictures stay as they are; the files share one index and page numbering.</translation>
    </message>
    <message>
        <source>页上会注明，凭据库里原件不变。</source>
        <translation>Each page says so; the originals in the vault stay as they are.</translation>
    </message>
</context>
<context>
    <name>StandingHead</name>
    <message>
        <source>案件 {}</source>
        <translation>Case {}</translation>
    </message>
    <message>
        <source>开始于 {}</source>
        <translation>Opened {}</translation>
    </message>
    <message>
        <source>没有要等的了 · 自 {} 起</source>
        <translation>Nothing to wait for · since {}</translation>
    </message>
    <message>
        <source>轮到你 · 自 {} 起</source>
        <translation>Your turn · since {}</translation>
    </message>
    <message>
        <source>等{} · 自 {} 起</source>
        <translation>Waiting for {} · since {}</translation>
    </message>
    <message>
        <source> · {}到 {} 为止</source>
        <translation> · {} by {}</translation>
    </message>
</context>
<context>
    <name>StartForm</name>
    <message>
        <source>取消这笔订单</source>
        <translation>Cancel this order</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>要求</source>
        <translation>Wish</translation>
    </message>
    <message>
        <source>要求退多少（元）</source>
        <translation>Refund wanted (yuan)</translation>
    </message>
    <message>
        <source>开始取消</source>
        <translation>Start cancelling</translation>
    </message>
    <message>
        <source>不了</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>先选一个原因</source>
        <translation>Choose a reason first</translation>
    </message>
    <message>
        <source>现在：{}</source>
        <translation>Now: {}</translation>
    </message>
    <message>
        <source>为什么取消？</source>
        <translation>Why cancel?</translation>
    </message>
    <message>
        <source>你想要什么？</source>
        <translation>What do you want?</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>判断状态</source>
        <translation>Check status</translation>
    </message>
    <message>
        <source>联系商家</source>
        <translation>Contact merchant</translation>
    </message>
    <message>
        <source>说明与凭证</source>
        <translation>Explain and prove</translation>
    </message>
    <message>
        <source>确认退款</source>
        <translation>Confirm refund</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>四步都已完成</source>
        <translation>All four steps done</translation>
    </message>
    <message>
        <source>第 {} 步，共 4 步：{}</source>
        <translation>Step {} of 4: {}</translation>
    </message>
    <message>
        <source>✓</source>
        <translation>✓</translation>
    </message>
</context>
<context>
    <name>StitchDialog</name>
    <message>
        <source>拼接聊天截图</source>
        <translation>Stitch chat screenshots</translation>
    </message>
    <message>
        <source>截图的先后顺序</source>
        <translation>Sequence of the screenshots</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>自动排序</source>
        <translation>Sort automatically</translation>
    </message>
    <message>
        <source>加入这张长图</source>
        <translation>Add this long picture</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在找先后顺序…</source>
        <translation>Finding what comes first…</translation>
    </message>
    <message>
        <source>证据{}</source>
        <translation>Exhibit {}</translation>
    </message>
    <message>
        <source>拼好了：{} × {} 像素，虚线处是接缝。</source>
        <translation>Stitched: {} × {} pixels; dashed lines are the seams.</translation>
    </message>
    <message>
        <source>每一处都逐行核对一致。</source>
        <translation>Every seam matches line by line.</translation>
    </message>
    <message>
        <source>图片有压缩，接缝允许微小差别，请看一眼接缝处。</source>
        <translation>The pictures are compressed, so seams may differ slightly. Please look at the seams.</translation>
    </message>
    <message>
        <source>正在拼接…</source>
        <translation>Stitching…</translation>
    </message>
    <message>
        <source>从上到下是聊天的先后，可以拖动调整</source>
        <translation>The chat runs from top to bottom; drag to rearrange</translation>
    </message>
    <message>
        <source>原来的截图都会保留。</source>
        <translation>The original screenshots are all kept.</translation>
    </message>
</context>
<context>
    <name>TaskBar</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已取消，没有留下任何内容</source>
        <translation>Cancelled; nothing was left behind</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>正在取消…</source>
        <translation>Cancelling…</translation>
    </message>
</context>
<context>
    <name>TextsPanel</name>
    <message>
        <source>请求</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>事实经过</source>
        <translation>Statement of facts</translation>
    </message>
    <message>
        <source>举报线索（另成一张，不写就没有）</source>
        <translation>Lead (a sheet of its own; none if empty)</translation>
    </message>
    <message>
        <source>要对方做什么</source>
        <translation>What the other side should do</translation>
    </message>
    <message>
        <source>一行一段，按时间写</source>
        <translation>One paragraph per line, earliest first</translation>
    </message>
    <message>
        <source>商家涉嫌违法的行为；举报与投诉分开处理</source>
        <translation>What the merchant may have done against the law; handled apart from the complaint</translation>
    </message>
    <message>
        <source>由案件自动写成。改了以后以你写的为准，对每个接收方分别保存。</source>
        <translation>Written from the case. Once you change it, your words are used; they are kept separately for each recipient.</translation>
    </message>
    <message>
        <source>恢复自动生成</source>
        <translation>Restore automatic text</translation>
    </message>
    <message>
        <source>{}：恢复自动生成</source>
        <translation>{}: back to the automatic text</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>页面缩略图</source>
        <translation>Page thumbnails</translation>
    </message>
</context>
<context>
    <name>TimelineEntry</name>
    <message>
        <source>说好 {} 前</source>
        <translation>Promised by {}</translation>
    </message>
    <message>
        <source>已发送：{}</source>
        <translation>Sent: {}</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>undone</translation>
    </message>
    <message>
        <source>退到{}</source>
        <translation>to {}</translation>
    </message>
    <message>
        <source>全文</source>
        <translation>Read all</translation>
    </message>
    <message>
        <source>显示“{}”的全文</source>
        <translation>Read all of “{}”</translation>
    </message>
    <message>
        <source>一份凭证在回收站</source>
        <translation>One proof is in the trash</translation>
    </message>
    <message>
        <source>证据{} {}</source>
        <translation>Exhibit {} {}</translation>
    </message>
</context>
<context>
    <name>TodayDesk</name>
    <message>
        <source>现在没有在走的期限，没有写文件</source>
        <translation>No deadline is running; no file was written</translation>
    </message>
    <message>
        <source>已把 {} 个期限写进 {}</source>
        <translation>Deadlines written: {}, to {}</translation>
    </message>
    <message>
        <source>正在导出日历</source>
        <translation>Writing the calendar</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>导出到日历…</source>
        <translation>Export to calendar…</translation>
    </message>
    <message>
        <source>把还在走的期限存成 .ics 文件，手机和电脑的日历都能导入</source>
        <translation>Save the running deadlines as an .ics file for the calendar of your phone or computer</translation>
    </message>
    <message>
        <source>今天要办的事</source>
        <translation>To do today</translation>
    </message>
    <message>
        <source>有期限在走，或有案件没了结的订单，会按紧急程度排在这里。</source>
        <translation>Orders with a running deadline or an open case line up here, the most urgent first.</translation>
    </message>
    <message>
        <source>今天没有要办的事</source>
        <translation>Nothing to do today</translation>
    </message>
    <message>
        <source>{} 件已超期</source>
        <translation>{} overdue</translation>
    </message>
    <message>
        <source>{} 件快到期</source>
        <translation>{} due soon</translation>
    </message>
    <message>
        <source>{} 件不急</source>
        <translation>{} not urgent</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>颜色：{}</source>
        <translation>Colour: {}</translation>
    </message>
    <message>
        <source>删除标注</source>
        <translation>Delete mark</translation>
    </message>
    <message>
        <source>删除选中的标注（Delete）</source>
        <translation>Delete the chosen mark (Delete)</translation>
    </message>
</context>
<context>
    <name>TrashPage</name>
    <message>
        <source>回收站</source>
        <translation>Trash</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>永久删除…</source>
        <translation>Delete for good…</translation>
    </message>
    <message>
        <source>删除的订单和证据会先放在这里，随时可以恢复。</source>
        <translation>Deleted orders and evidence wait here and can come back.</translation>
    </message>
    <message>
        <source>回收站是空的</source>
        <translation>The trash is empty</translation>
    </message>
    <message>
        <source>订单&#x3000;{} · {} · {}</source>
        <translation>Order  {} · {} · {}</translation>
    </message>
    <message>
        <source>证据&#x3000;{}</source>
        <translation>Evidence  {}</translation>
    </message>
</context>
<context>
    <name>VersionsPanel</name>
    <message>
        <source>旧版本</source>
        <translation>Older version</translation>
    </message>
    <message>
        <source>新版本</source>
        <translation>Newer version</translation>
    </message>
    <message>
        <source>返回规则</source>
        <translation>Back to rules</translation>
    </message>
    <message>
        <source>{}：历次版本</source>
        <translation>{}: versions</translation>
    </message>
    <message>
        <source>第 {} 版 · {}</source>
        <translation>Version {} · {}</translation>
    </message>
    <message>
        <source>两个版本一字不差</source>
        <translation>Both versions are the same, word for word</translation>
    </message>
    <message>
        <source>划掉的是删去的字，加下划线的是新加的字</source>
        <translation>Struck out: what was removed; underlined: what is new</translation>
    </message>
    <message>
        <source>常见做法，不是本平台规则原文</source>
        <translation>Common practice, not this platform&apos;s own text</translation>
    </message>
    <message>
        <source>记录于 {}</source>
        <translation>Recorded {}</translation>
    </message>
</context>
<context>
    <name>ViewerPage</name>
    <message>
        <source>这份证据还没有识别出文字。</source>
        <translation>No text has been read from this exhibit yet.</translation>
    </message>
    <message>
        <source>只读打开，不能标注。</source>
        <translation>Opened read-only: marking is not possible.</translation>
    </message>
    <message>
        <source>文字已复制。识别结果可能有错，请对照图片。</source>
        <translation>Text copied. Recognition can be wrong; compare it with the picture.</translation>
    </message>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
    <message>
        <source>这是最后一份。</source>
        <translation>This is the last one.</translation>
    </message>
    <message>
        <source>这是第一份。</source>
        <translation>This is the first one.</translation>
    </message>
</context>
<context>
    <name>ViewerRoom</name>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
    <message>
        <source>已保存对比</source>
        <translation>Comparison saved</translation>
    </message>
</context>
<context>
    <name>Warnings</name>
    <message>
        <source>注意</source>
        <translation>Warning</translation>
    </message>
</context>
<context>
    <name>WindowLayout</name>
    <message>
        <source>＋ 新订单</source>
        <translation>＋ New order</translation>
    </message>
    <message>
        <source>在左边选择一笔订单，或把截图拖进来记录新的一笔。</source>
        <translation>Choose an order on the left, or drop a screenshot to record a new one.</translation>
    </message>
    <message>
        <source>买了点券、话费、激活码却出了问题？
先记录订单，再把截图拖进来，需要时一键导出投诉卷宗。</source>
        <translation>Something went wrong with points, a top-up or a code you bought?
Record the order, drop the screenshots, and export a complaint dossier when you need it.</translation>
    </message>
    <message>
        <source>还没有订单</source>
        <translation>No orders yet</translation>
    </message>
    <message>
        <source>记录第一笔订单</source>
        <translation>Record your first order</translation>
    </message>
    <message>
        <source>先看示例</source>
        <translation>Show me samples</translation>
    </message>
    <message>
        <source>松开鼠标，用 {} 张截图记录一笔新订单</source>
        <translation>Release to record a new order with {} screenshots</translation>
    </message>
</context>
<context>
    <name>WritingLine</name>
    <message>
        <source>输入文字，按 Enter 完成</source>
        <translation>Type the text, press Enter when done</translation>
    </message>
    <message>
        <source>标注文字</source>
        <translation>Text of the mark</translation>
    </message>
</context>
<context>
    <name>_Delegate</name>
    <message>
        <source>证明什么？按 F2 填写</source>
        <translation>What does it prove? Press F2 to write it</translation>
    </message>
    <message>
        <source>这份证据证明什么</source>
        <translation>What this exhibit proves</translation>
    </message>
    <message>
        <source>{} 证明什么</source>
        <translation>What {} proves</translation>
    </message>
</context>
<context>
    <name>_Model</name>
    <message>
        <source>第 {} 页，共 {} 页</source>
        <translation>Page {} of {}</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>键盘快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>记录新订单（在表单里）</source>
        <translation>Record the new order (in its form)</translation>
    </message>
    <message>
        <source>关于凭据匣</source>
        <translation>About Pingju</translation>
    </message>
    <message>
        <source>为购买虚拟商品的人保存证据。所有内容只保存在这台电脑上，程序不会自行联网。
MIT 许可；Qt 以 LGPL-3 使用；字体为 Noto，OFL 1.1 许可。</source>
        <translation>Keeps evidence for people who buy virtual goods. Everything stays on this computer; the program does not use the network by itself.
MIT licence; Qt is used under LGPL-3; the fonts are Noto, OFL 1.1.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>文件(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>编辑(&amp;E)</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>转到(&amp;G)</source>
        <translation>&amp;Go</translation>
    </message>
    <message>
        <source>帮助(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>新订单</source>
        <translation>New order</translation>
    </message>
    <message>
        <source>记录一笔订单</source>
        <translation>Record an order</translation>
    </message>
    <message>
        <source>添加证据图片…</source>
        <translation>Add evidence pictures…</translation>
    </message>
    <message>
        <source>选择截图，加为这笔订单的证据</source>
        <translation>Choose screenshots as evidence of this order</translation>
    </message>
    <message>
        <source>导入账单或聊天记录…</source>
        <translation>Import statements or chats…</translation>
    </message>
    <message>
        <source>账单、聊天、邮件或订单表</source>
        <translation>Statements, chats, emails or order lists</translation>
    </message>
    <message>
        <source>粘贴聊天…</source>
        <translation>Paste chat…</translation>
    </message>
    <message>
        <source>把复制的聊天文字记录下来</source>
        <translation>Record chat text you copied</translation>
    </message>
    <message>
        <source>导出 PDF 卷宗…</source>
        <translation>Export PDF dossier…</translation>
    </message>
    <message>
        <source>把证据导出为 PDF</source>
        <translation>Export the evidence as PDF</translation>
    </message>
    <message>
        <source>核对凭据库</source>
        <translation>Verify the vault</translation>
    </message>
    <message>
        <source>重新计算所有原件和记录的哈希值</source>
        <translation>Recompute the hashes of all originals and records</translation>
    </message>
    <message>
        <source>载入示例案件</source>
        <translation>Load sample cases</translation>
    </message>
    <message>
        <source>放入几个示例，随时可以删除</source>
        <translation>Put in a few samples, to be deleted whenever you like</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>内容已自动保存</source>
        <translation>Everything is saved already</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>撤销上一步</source>
        <translation>Take back the last step</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>重做撤销的一步</source>
        <translation>Bring back what was undone</translation>
    </message>
    <message>
        <source>粘贴截图</source>
        <translation>Paste screenshot</translation>
    </message>
    <message>
        <source>把剪贴板里的图片加为证据</source>
        <translation>Add the clipboard&apos;s picture as evidence</translation>
    </message>
    <message>
        <source>移到回收站</source>
        <translation>Move to trash</translation>
    </message>
    <message>
        <source>删除选中的证据或订单，可以恢复</source>
        <translation>Delete the chosen evidence or order; it can come back</translation>
    </message>
    <message>
        <source>搜索订单</source>
        <translation>Search orders</translation>
    </message>
    <message>
        <source>在订单里查找</source>
        <translation>Look in the orders</translation>
    </message>
    <message>
        <source>搜索或命令</source>
        <translation>Search or command</translation>
    </message>
    <message>
        <source>在订单、证据、聊天和付款里查找，或执行命令</source>
        <translation>Find in orders, evidence, chats and payments, or run a command</translation>
    </message>
    <message>
        <source>看大图</source>
        <translation>Look closely</translation>
    </message>
    <message>
        <source>放大查看选中的证据</source>
        <translation>See the chosen evidence larger</translation>
    </message>
    <message>
        <source>键盘快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>显示所有快捷键</source>
        <translation>Show all shortcuts</translation>
    </message>
    <message>
        <source>关于凭据匣</source>
        <translation>About Pingju</translation>
    </message>
    <message>
        <source>版本和许可</source>
        <translation>Version and licence</translation>
    </message>
</context>
<context>
    <name>canvas</name>
    <message>
        <source>这份证据不是图片，不能在这里看。</source>
        <translation>This exhibit is not a picture and cannot be seen here.</translation>
    </message>
</context>
<context>
    <name>chats</name>
    <message>
        <source>官方渠道</source>
        <translation>Official channel</translation>
    </message>
    <message>
        <source>私下渠道</source>
        <translation>Private channel</translation>
    </message>
    <message>
        <source>{} 条</source>
        <translation>{} messages</translation>
    </message>
    <message>
        <source>时间不详</source>
        <translation>time unknown</translation>
    </message>
    <message>
        <source>{}（推定）</source>
        <translation>{} (inferred)</translation>
    </message>
    <message>
        <source>已标为依据</source>
        <translation>Marked as relied upon</translation>
    </message>
</context>
<context>
    <name>countdown</name>
    <message>
        <source>已按时完成</source>
        <translation>Done in time</translation>
    </message>
    <message>
        <source>不再适用</source>
        <translation>No longer applies</translation>
    </message>
    <message>
        <source>现在到期</source>
        <translation>Due now</translation>
    </message>
    <message>
        <source>剩 {}</source>
        <translation>{} left</translation>
    </message>
    <message>
        <source>已超承诺 {}</source>
        <translation>{} past the promise</translation>
    </message>
    <message>
        <source>已超 {}</source>
        <translation>{} overdue</translation>
    </message>
    <message>
        <source>{}天</source>
        <translation>{} d</translation>
    </message>
    <message>
        <source>{}秒</source>
        <translation>{} s</translation>
    </message>
    <message>
        <source>{} 秒</source>
        <translation>{} s</translation>
    </message>
    <message>
        <source>{}{}</source>
        <translation>{} {}</translation>
    </message>
    <message>
        <source>{}时</source>
        <translation>{} h</translation>
    </message>
    <message>
        <source>{}分</source>
        <translation>{} min</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>程序内部出错（{}），这一步没有完成，其他内容没有受影响。请重试。</source>
        <translation>An internal error ({}): this step was not done, everything else is unharmed. Please try again.</translation>
    </message>
    <message>
        <source>{}。{}</source>
        <translation>{}; {}</translation>
    </message>
    <message>
        <source>凭据匣</source>
        <translation>Pingju</translation>
    </message>
    <message>
        <source>以只读方式打开</source>
        <translation>Open read-only</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>永久删除 {} 份证据？原件将从这台电脑上抹去，不能恢复。</source>
        <translation>Delete {} exhibits for good? The originals are erased from this computer and cannot come back.</translation>
    </message>
    <message>
        <source>永久删除</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Keep</translation>
    </message>
</context>
<context>
    <name>evidence</name>
    <message>
        <source>不放入卷宗</source>
        <translation>Leave out of dossiers</translation>
    </message>
    <message>
        <source>不入卷宗</source>
        <translation>Not in dossier</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>录屏</source>
        <translation>Screen recording</translation>
    </message>
    <message>
        <source>邮件</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>网页</source>
        <translation>Web page</translation>
    </message>
    <message>
        <source>PDF 文件</source>
        <translation>PDF file</translation>
    </message>
    <message>
        <source>表格</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>文本</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
</context>
<context>
    <name>facts</name>
    <message>
        <source>截取</source>
        <translation>Captured</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Modified</translation>
    </message>
    <message>
        <source>不详</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>本机时钟</source>
        <translation>this computer&apos;s clock</translation>
    </message>
    <message>
        <source>导入原件</source>
        <translation>Original imported</translation>
    </message>
    <message>
        <source>修改说明</source>
        <translation>Description edited</translation>
    </message>
    <message>
        <source>移到回收站</source>
        <translation>Move to trash</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restored</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Marked</translation>
    </message>
    <message>
        <source>由其他证据制作</source>
        <translation>Made from other evidence</translation>
    </message>
    <message>
        <source>导出遮盖副本</source>
        <translation>Redacted copy exported</translation>
    </message>
    <message>
        <source>调整顺序</source>
        <translation>Rearrange</translation>
    </message>
    <message>
        <source>用于另一笔订单</source>
        <translation>Used for another order</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undone</translation>
    </message>
</context>
<context>
    <name>incoming</name>
    <message>
        <source>粘贴的图片 {}</source>
        <translation>Pasted picture {}</translation>
    </message>
    <message>
        <source>从剪贴板或浏览器取得</source>
        <translation>from the clipboard or a browser</translation>
    </message>
</context>
<context>
    <name>mapping</name>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>时刻（日期在另一列）</source>
        <translation>Time of day (date in another column)</translation>
    </message>
    <message>
        <source>入账日期</source>
        <translation>Posting date</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>收入金额</source>
        <translation>Amount in</translation>
    </message>
    <message>
        <source>支出金额</source>
        <translation>Amount out</translation>
    </message>
    <message>
        <source>收/支</source>
        <translation>In/out</translation>
    </message>
    <message>
        <source>对方</source>
        <translation>Counterparty</translation>
    </message>
    <message>
        <source>对方账号</source>
        <translation>Counterparty&apos;s account</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>交易单号</source>
        <translation>Transaction number</translation>
    </message>
    <message>
        <source>商户单号</source>
        <translation>Merchant&apos;s order number</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>支付方式</source>
        <translation>Paid with</translation>
    </message>
    <message>
        <source>手续费</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>币种</source>
        <translation>Currency</translation>
    </message>
</context>
<context>
    <name>merchants</name>
    <message>
        <source>{} 笔订单</source>
        <translation>Orders: {}</translation>
    </message>
    <message>
        <source>{} 个案件</source>
        <translation>Cases: {}</translation>
    </message>
</context>
<context>
    <name>payments</name>
    <message>
        <source>已关联 {} 笔订单</source>
        <translation>Linked to {} orders</translation>
    </message>
    <message>
        <source>已关联 · {}</source>
        <translation>Linked · {}</translation>
    </message>
</context>
<context>
    <name>platforms</name>
    <message>
        <source>还没有规则</source>
        <translation>No rules yet</translation>
    </message>
    <message>
        <source>{} 条原文</source>
        <translation>{} original</translation>
    </message>
    <message>
        <source>{} 条常见做法</source>
        <translation>{} common practice</translation>
    </message>
</context>
<context>
    <name>reckoning</name>
    <message>
        <source>已付</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>已退</source>
        <translation>Refunded</translation>
    </message>
    <message>
        <source>手续费</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>还差</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>{} 分 · 确定</source>
        <translation>Score {} · certain</translation>
    </message>
    <message>
        <source>{} 分 · 请核对</source>
        <translation>Score {} · please check</translation>
    </message>
    <message>
        <source>有账单</source>
        <translation>statement found</translation>
    </message>
    <message>
        <source>按手填金额，还没有账单</source>
        <translation>amounts as typed, no statement yet</translation>
    </message>
    <message>
        <source>案件在等这笔退款</source>
        <translation>A case waits for this refund</translation>
    </message>
</context>
<context>
    <name>remaining</name>
    <message>
        <source>{}天{}时</source>
        <translation>{} d {} h</translation>
    </message>
    <message>
        <source>{}天</source>
        <translation>{} d</translation>
    </message>
    <message>
        <source>{}时{}分</source>
        <translation>{} h {} min</translation>
    </message>
    <message>
        <source>{}小时</source>
        <translation>{} h</translation>
    </message>
    <message>
        <source>{}分{:02d}秒</source>
        <translation>{} min {:02d} s</translation>
    </message>
    <message>
        <source>{} 秒</source>
        <translation>{} s</translation>
    </message>
    <message>
        <source>{} 分</source>
        <translation>{} min</translation>
    </message>
    <message>
        <source>不到 1 分</source>
        <translation>under 1 min</translation>
    </message>
    <message>
        <source>已超 {}</source>
        <translation>{} overdue</translation>
    </message>
    <message>
        <source>还剩 {}</source>
        <translation>{} left</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>命令</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>再看 {} 条</source>
        <translation>Show {} more</translation>
    </message>
</context>
<context>
    <name>terms</name>
    <message>
        <source>自助取消</source>
        <translation>Cancel yourself</translation>
    </message>
    <message>
        <source>延迟发货</source>
        <translation>Late delivery</translation>
    </message>
    <message>
        <source>退款到支付宝</source>
        <translation>Refund to Alipay</translation>
    </message>
    <message>
        <source>退款到微信支付</source>
        <translation>Refund to WeChat Pay</translation>
    </message>
    <message>
        <source>退款到银行卡</source>
        <translation>Refund to bank card</translation>
    </message>
    <message>
        <source>退款到平台余额</source>
        <translation>Refund to platform balance</translation>
    </message>
    <message>
        <source>客服处理时限</source>
        <translation>Support&apos;s reply</translation>
    </message>
    <message>
        <source>商家答复时限</source>
        <translation>Merchant&apos;s reply</translation>
    </message>
    <message>
        <source>手续费</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>投诉入口</source>
        <translation>Complaint page</translation>
    </message>
    <message>
        <source>如 10分钟；发货前都可以就写“发货前”</source>
        <translation>e.g. 10 minutes; or “before delivery”</translation>
    </message>
    <message>
        <source>如 5% 或 2.00；不收就写“不收”</source>
        <translation>e.g. 5% or 2.00; “no fee” where there is none</translation>
    </message>
    <message>
        <source>如 https://example.com/complain</source>
        <translation>e.g. https://example.com/complain</translation>
    </message>
    <message>
        <source>如 30分钟、24小时、3个工作日</source>
        <translation>e.g. 30 minutes, 24 hours, 3 working days</translation>
    </message>
    <message>
        <source>发货前都可以自己取消</source>
        <translation>You can cancel it yourself before delivery</translation>
    </message>
    <message>
        <source>退款不得扣手续费</source>
        <translation>No fee may be kept from a refund</translation>
    </message>
    <message>
        <source>退款可以扣 {}</source>
        <translation>{} may be kept from a refund</translation>
    </message>
    <message>
        <source>每次退款可以扣 {}</source>
        <translation>{} may be kept from each refund</translation>
    </message>
    <message>
        <source>付款后 {}内可以自己取消</source>
        <translation>You can cancel it yourself within {} of paying</translation>
    </message>
    <message>
        <source>超过承诺时间 {}算延迟发货</source>
        <translation>Late once {} past the promised time</translation>
    </message>
    <message>
        <source>平台客服 {}内处理</source>
        <translation>Platform support acts within {}</translation>
    </message>
    <message>
        <source>商家 {}内答复</source>
        <translation>Merchant replies within {}</translation>
    </message>
    <message>
        <source>即时到账</source>
        <translation>Arrives at once</translation>
    </message>
    <message>
        <source>{}内到账</source>
        <translation>Arrives within {}</translation>
    </message>
    <message>
        <source>发货前</source>
        <translation>before delivery</translation>
    </message>
    <message>
        <source>不收</source>
        <translation>no fee</translation>
    </message>
</context>
<context>
    <name>today</name>
    <message>
        <source>轮到你</source>
        <translation>Your turn</translation>
    </message>
    <message>
        <source>等商家</source>
        <translation>Waiting for merchant</translation>
    </message>
    <message>
        <source>等平台客服</source>
        <translation>Waiting for platform support</translation>
    </message>
    <message>
        <source>等协会或监管部门</source>
        <translation>Waiting for association or authority</translation>
    </message>
</context>
<context>
    <name>tools</name>
    <message>
        <source>选择</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>选文字</source>
        <translation>Select text</translation>
    </message>
    <message>
        <source>方框</source>
        <translation>Box</translation>
    </message>
    <message>
        <source>箭头</source>
        <translation>Arrow</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>高亮</source>
        <translation>Highlight</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>黑条</source>
        <translation>Black bar</translation>
    </message>
    <message>
        <source>马赛克</source>
        <translation>Mosaic</translation>
    </message>
    <message>
        <source>裁剪</source>
        <translation>Crop</translation>
    </message>
    <message>
        <source>在图片上拖动画出来；按 Enter 放在画面中间，再用方向键移动</source>
        <translation>Drag on the picture to draw; Enter puts it in the middle of the view, then move it with the arrow keys</translation>
    </message>
    <message>
        <source>点标注可移动、拉角改大小，Delete 删除；方向键移 1 像素，加 Shift 移 10 像素</source>
        <translation>Click a mark to move it, drag a corner to resize it, Delete to remove it; arrow keys move it 1 pixel, with Shift 10</translation>
    </message>
    <message>
        <source>拖动选取识别出的文字，Ctrl+C 复制</source>
        <translation>Drag to select recognised text, Ctrl+C to copy</translation>
    </message>
    <message>
        <source>点一下放一个编号，双击可写说明</source>
        <translation>Click to place a number; double-click it to add a note</translation>
    </message>
    <message>
        <source>点一下或拖动，然后输入文字</source>
        <translation>Click or drag, then type</translation>
    </message>
    <message>
        <source>拖过要遮住的内容：给别人的副本里这些像素会被彻底删掉，原件不变</source>
        <translation>Drag over what to hide: these pixels are erased for good from copies for others; the original stays as it is</translation>
    </message>
    <message>
        <source>马赛克可能被别人还原，遮隐私请用黑条（K）</source>
        <translation>A mosaic can sometimes be undone by others; use a black bar (K) to hide private details</translation>
    </message>
    <message>
        <source>拖出要保留的部分：卷宗里只显示这一块，原件不变</source>
        <translation>Drag out the part to keep: the dossier shows only this; the original stays as it is</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>刚刚</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>{} 分钟前</source>
        <translation>{} min ago</translation>
    </message>
    <message>
        <source>{} 时 {} 分前</source>
        <translation>{} h {} min ago</translation>
    </message>
    <message>
        <source>{} 天前</source>
        <translation>{} days ago</translation>
    </message>
</context>
</TS>
